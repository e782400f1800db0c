/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;

/** From the bytes of a router's connection to its routes, messages that concern nobody leave nothing for the collector of garbage. */
class SteadyStateAllocationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-04T10:00:00Z"));
    private static final List<Peer> PEERS =
            List.of(Peer.of("192.0.2.2", 65002), Peer.of("192.0.2.3", 65003), Peer.of("2001:db8::4", 65004));
    private static final int PREFIXES = 300;
    /** A page of what counters and a compiler that has not finished may take: less than one object in hundreds of messages. */
    private static final long NOTHING = 16 * 1024;

    private int messages;

    @Test
    void aMessageThatConcernsNobodyAllocatesNothing() throws IOException {
        Collector collector = new Collector(CollectorSettings.DEFAULT, new RecordingSink(), CLOCK);
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        byte[] cycle = cycle();
        byte[] first = BgpBytes.concat(comeUp(), cycle, tablesEnd());
        BmpFrameReader reader = new BmpFrameReader(new Endless(first, cycle), 1 << 20, CLOCK);
        BmpDecoder decoder = new BmpDecoder();
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
        take(3 * PEERS.size() + 20 * messages, reader, decoder, session);
        assertThat(collector.tables()).allMatch(TableStatus::complete);
        assertThat(collector.sizes().routes()).isEqualTo(3 * PREFIXES / 10 * 9);

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > NOTHING; round++) {
            long before = allocated();
            take(10 * messages, reader, decoder, session);
            least = Math.min(least, allocated() - before);
        }

        assertThat(least).as("bytes for %d messages", 10 * messages).isLessThan(NOTHING);
        assertThat(collector.tally().of(CollectorCount.ROUTES_REPLACED)).isGreaterThan(20L * PREFIXES);
        assertThat(collector.tally().of(CollectorCount.ROUTES_WITHDRAWN)).isGreaterThan(2L * PREFIXES);
    }

    private static void take(int count, BmpFrameReader reader, BmpDecoder decoder, BmpReceiver.Session session)
            throws IOException {
        for (int i = 0; i < count && reader.next(); i++) {
            session.receive(decoder.decode(reader.buffer(), reader.from(), reader.to()), reader.arrival());
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] comeUp() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Peer peer : PEERS) {
            out.writeBytes(BmpBytes.peerUp(
                    peer, 0, 1, BgpBytes.modernOpen(TestRouter.AS, 0), BgpBytes.modernOpen(peer.asn(), 0)));
        }
        return out.toByteArray();
    }

    private static byte[] tablesEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Peer peer : PEERS) {
            for (Family family : Family.values()) {
                out.writeBytes(BmpBytes.routeMonitoring(peer, 1, BgpBytes.endOfRib(family)));
            }
        }
        return out.toByteArray();
    }

    /** Every prefix comes, changes, and every tenth one goes; the peers speak by turns. */
    private byte[] cycle() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int variant = 0; variant < 2; variant++) {
            for (int i = 0; i < PREFIXES; i++) {
                for (Peer peer : PEERS) {
                    String prefix = prefix(i);
                    long[] path = {peer.asn(), 64500 + variant, 70_000 + i / 3};
                    send(out, peer, i, BgpBytes.announce(TestRouter.attributes(prefix, path), IpPrefix.parse(prefix)));
                }
            }
        }
        for (int i = 0; i < PREFIXES; i += 10) {
            for (Peer peer : PEERS) {
                send(out, peer, i, BgpBytes.withdraw(IpPrefix.parse(prefix(i))));
            }
        }
        return out.toByteArray();
    }

    private void send(ByteArrayOutputStream out, Peer peer, int seconds, byte[] update) {
        out.writeBytes(BmpBytes.routeMonitoring(peer, 1_780_000_000L + seconds, update));
        messages++;
    }

    private static String prefix(int number) {
        return number % 3 == 0
                ? "2001:db8:" + Integer.toHexString(number) + "::/48"
                : "10." + number / 256 + "." + number % 256 + ".0/24";
    }

    /** Some bytes once, then others again and again. */
    private static final class Endless extends InputStream {
        private byte[] source;
        private final byte[] cycle;
        private int at;

        Endless(byte[] first, byte[] cycle) {
            this.source = first;
            this.cycle = cycle;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (at == source.length) {
                source = cycle;
                at = 0;
            }
            int count = Math.min(length, source.length - at);
            System.arraycopy(source, at, bytes, offset, count);
            at += count;
            return count;
        }
    }
}
