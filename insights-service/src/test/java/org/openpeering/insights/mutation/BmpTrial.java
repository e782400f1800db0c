/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.Samples;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpFramingException;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.insights.collector.CollectorSink;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;

/** BMP messages of a router that said good ones before: frames, decoder, collector and RIB, which is empty in the end. */
final class BmpTrial implements Trial {
    static final Kind KIND = new Kind("bmp", BmpTrial::corpus, BmpTrial::mend, BmpTrial::new, 1 << 20, 1000);
    static final int PEER_HEADER_END = BmpFrameReader.HEADER + 42;

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final int LONGEST = 8192;
    private static final List<byte[]> BEGINNING = generated();

    private final Collector collector = new Collector(CollectorSettings.DEFAULT, new NoSink(), CLOCK);
    private final BmpReceiver.Session session;

    BmpTrial() {
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        collector.monitor(IpPrefix.parse("2001:db8::/32"), 1);
        session = collector.open(new RouterIdentity("edge"));
        try {
            for (byte[] message : BEGINNING) {
                take(message);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> messages = new ArrayList<>(BEGINNING);
        messages.addAll(captured());
        return messages;
    }

    private static List<byte[]> generated() {
        BmpBytes.Peer peer = BmpBytes.Peer.of("192.0.2.9", 65009);
        BmpBytes.Peer other = BmpBytes.Peer.of("2001:db8::9", 65010);
        byte[] open = BgpBytes.modernOpen(70000, 3);
        return List.of(
                BmpBytes.initiation("edge"),
                BmpBytes.peerUp(peer, 0, 1, open, open),
                BmpBytes.peerUp(other, 7, 2, BgpBytes.modernOpen(70000, 0), BgpBytes.modernOpen(65010, 0)),
                BmpBytes.routeMonitoring(peer, 0, BgpBytes.endOfRib(Family.IPV6)),
                BmpBytes.routeMonitoring(other, 9, BgpBytes.withdraw(IpPrefix.parse("2001:db8:9::/48"))),
                BmpBytes.routeMonitoring(
                        peer,
                        0,
                        BgpBytes.update(
                                new byte[0],
                                BgpBytes.concat(
                                        BgpBytes.attribute(1, new byte[1]),
                                        BgpBytes.attribute(2, BgpBytes.sequence(2, 1, 2, 3)),
                                        BgpBytes.attribute(3, new byte[] {10, 0, 0, 1}),
                                        BgpBytes.attribute(17, BgpBytes.sequence(4, 70000, 70001))),
                                BgpBytes.nlriWithPath(
                                        9, IpPrefix.parse("203.0.113.0/24"), IpPrefix.parse("0.0.0.0/0")))));
    }

    /** The messages of all captures. */
    static List<byte[]> captured() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (byte[] capture : Samples.allCaptures().values()) {
            BmpFrameReader reader = new BmpFrameReader(new ByteArrayInputStream(capture), 1 << 20, CLOCK);
            while (reader.next()) {
                messages.add(Arrays.copyOfRange(reader.buffer(), reader.from(), reader.to()));
            }
        }
        return messages;
    }

    static List<byte[]> captured(int type) throws IOException {
        return captured().stream().filter(message -> message[5] == type).toList();
    }

    private static void mend(byte[] input) {
        Trial.length(input, 1, 4, input.length);
        if (input.length > 5 && input[5] == 0) {
            Trial.bgpLength(input, PEER_HEADER_END);
        }
    }

    @Override
    public boolean take(byte[] input) throws IOException {
        BmpFrameReader reader = new BmpFrameReader(new ByteArrayInputStream(input), LONGEST, CLOCK);
        try {
            while (reader.next()) {
                byte[] own = Arrays.copyOfRange(reader.buffer(), reader.from(), reader.to());
                session.receive(new BmpDecoder().decode(own, 0, own.length), Micros.of(NOW));
            }
            return true;
        } catch (BmpFramingException | EOFException e) {
            return false;
        }
    }

    @Override
    public void end() {
        assertThat(collector.failure()).isEmpty();
        collector.peers().forEach(peer -> collector.routes(peer.session().id(), Integer.MAX_VALUE));
        session.closed();
        collector.tick(NOW.plusSeconds(3600));
        assertThat(collector.peers()).isEmpty();
        assertThat(collector.sizes().ipv4Prefixes() + collector.sizes().ipv6Prefixes())
                .isZero();
        assertThat(collector.sizes().attributeSets()).isZero();
    }

    private static final class NoSink implements CollectorSink {
        @Override
        public void session(SessionObservation observation) {}

        @Override
        public void route(RouteObservation observation) {}

        @Override
        public void synced(IpPrefix monitored, long revision) {}
    }
}
