/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpFramingException;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.stack.synthetic.ByteWriter;

/** Captures with bytes changed: nothing but a framing error may come of them, and the RIB must stay in order. */
class MutationTest {
    private static final int CASES = 24_000;
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (String name : List.of("gobgp-3.10-lab.bmp", "frr-8.4.4-lab.bmp")) {
            try (InputStream in =
                    Objects.requireNonNull(MutationTest.class.getResourceAsStream("/bmp/" + name), name)) {
                BmpFrameReader reader = new BmpFrameReader(in, 1 << 20, CLOCK);
                while (reader.next()) {
                    messages.add(java.util.Arrays.copyOfRange(reader.buffer(), reader.from(), reader.to()));
                }
            }
        }
        BmpBytes.Peer peer = BmpBytes.Peer.of("192.0.2.9", 65009);
        byte[] open = BgpBytes.modernOpen(70000, 3);
        messages.add(BmpBytes.peerUp(peer, 0, 1, open, open));
        messages.add(BmpBytes.routeMonitoring(peer, 0, BgpBytes.endOfRib(Family.IPV6)));
        messages.add(BmpBytes.routeMonitoring(
                peer,
                0,
                BgpBytes.update(
                        new byte[0],
                        BgpBytes.concat(
                                BgpBytes.attributes(TestRouter.attributes("192.0.2.0/24", 1, 2, 3), 2, true),
                                BgpBytes.attribute(17, BgpBytes.sequence(4, 70000, 70001))),
                        BgpBytes.nlriWithPath(9, IpPrefix.parse("192.0.2.0/24"), IpPrefix.parse("0.0.0.0/0")))));
        return messages;
    }

    @Test
    void mutatedMessagesNeverBreakAnything() throws IOException {
        List<byte[]> corpus = corpus();
        Random random = new Random(20260504);
        Collector collector = new Collector(CollectorSettings.DEFAULT, new RecordingSink(), CLOCK);
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
        for (byte[] message : corpus) {
            session.receive(BmpDecoder.decode(message, 0, message.length), NOW);
        }
        int framingErrors = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] mutant = mutate(corpus.get(random.nextInt(corpus.size())), random, i % 3 != 0);
            framingErrors += feed(mutant, session) ? 0 : 1;
        }

        assertThat(framingErrors).isBetween(1, CASES / 2);
        assertThat(collector.failure()).isEmpty();
        collector.peers().forEach(peer -> collector.routes(peer.session().peer(), Integer.MAX_VALUE));
        session.closed();
        collector.tick(NOW.plusSeconds(60));
        assertThat(collector.peers()).isEmpty();
        assertThat(collector.sizes().ipv4Prefixes() + collector.sizes().ipv6Prefixes())
                .isZero();
        assertThat(collector.sizes().attributeSets()).isZero();
    }

    /** False when the framing gave up. */
    private static boolean feed(byte[] bytes, BmpReceiver.Session session) throws IOException {
        BmpFrameReader reader = new BmpFrameReader(new ByteArrayInputStream(bytes), 1 << 16, CLOCK);
        try {
            while (reader.next()) {
                BmpMessage message = BmpDecoder.decode(reader.buffer(), reader.from(), reader.to());
                session.receive(message, NOW);
                assertThat(reader.buffer().length).isLessThanOrEqualTo(1 << 16);
            }
            return true;
        } catch (BmpFramingException | EOFException e) {
            return false;
        }
    }

    private static byte[] mutate(byte[] original, Random random, boolean keepFrame) {
        byte[] bytes = original.clone();
        int start = keepFrame ? BmpFrameReader.HEADER : 0;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = start + random.nextInt(bytes.length - start);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : 0xFF);
                default -> bytes = cut(bytes, start, at, random);
            }
        }
        if (keepFrame) {
            byte[] length = new ByteWriter().u32(bytes.length).bytes();
            System.arraycopy(length, 0, bytes, 1, 4);
        }
        return bytes;
    }

    /** Takes some bytes out, or doubles them. */
    private static byte[] cut(byte[] bytes, int start, int at, Random random) {
        int count = Math.min(random.nextInt(8), bytes.length - at);
        byte[] head = java.util.Arrays.copyOf(bytes, at);
        byte[] part = java.util.Arrays.copyOfRange(bytes, at, at + count);
        byte[] tail = java.util.Arrays.copyOfRange(bytes, at + count, bytes.length);
        byte[] result = random.nextBoolean() ? BgpBytes.concat(head, tail) : BgpBytes.concat(head, part, part, tail);
        return result.length > start ? result : bytes;
    }
}
