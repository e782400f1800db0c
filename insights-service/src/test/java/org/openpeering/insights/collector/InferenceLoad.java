/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.relationship.Damping;
import org.openpeering.insights.relationship.Inference;
import org.openpeering.insights.relationship.Inference.Bounds;
import org.openpeering.insights.relationship.Inference.Source;
import org.openpeering.insights.relationship.Votes;
import org.openpeering.insights.relationship.Ways;

/**
 * Prints what it takes to read full tables for relationships: CPU, memory during and after it. Arguments: prefixes of the
 * table (1,300,000), peers (10). The made-up table joins networks at random, so there are several times as many pairs as in the
 * Internet; one in seven of the networks in the middle of its paths is taken for one that buys transit of nobody.
 */
final class InferenceLoad {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private InferenceLoad() {}

    public static void main(String... arguments) throws IOException {
        int prefixes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_300_000;
        int peers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        Collector collector = filled(prefixes, peers);
        System.out.printf("%,d routes of %d peers%n", collector.sizes().routes(), peers);
        Votes votes = Votes.NONE;
        for (int run = 1; run <= 3; run++) {
            long before = used();
            long start = cpu();
            Inference inference = new Inference(tops(), new Bounds(600_000, 4_000_000));
            for (PeerStatus peer : collector.peers()) {
                collector.paths(peer.session().id(), path -> inference.take(Ways.of(path, Set.of()), Source.ANYBODY));
            }
            double reading = (cpu() - start) / 1e9;
            long during = used() - before;
            votes = Damping.next(votes, inference, NOW);
            System.out.printf(
                    "run %d: %.1f s of CPU to read, %.1f s in all; %,d paths, %,d pairs, %,d found no room; %.0f MB%n",
                    run,
                    reading,
                    (cpu() - start) / 1e9,
                    inference.ways(),
                    inference.links(),
                    inference.left(),
                    during / 1e6);
        }
        System.out.printf("kept: %,d pairs, %,d in force%n", votes.size(), votes.inForce());
    }

    private static Set<Asn> tops() {
        return LongStream.range(1000, 4000).mapToObj(Asn::new).collect(Collectors.toSet());
    }

    private static Collector filled(int prefixes, int peers) throws IOException {
        InternetTable internet = new InternetTable(prefixes);
        Collector collector = new Collector(CollectorSettings.DEFAULT, new Nothing(), InstantSource.fixed(NOW));
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
        for (int number = 1; number <= peers; number++) {
            Peer peer = Peer.of("192.0.2." + number, 65000 + number);
            byte[] open = BgpBytes.modernOpen(peer.asn(), 0);
            feed(session, BmpBytes.peerUp(peer, 0, number, BgpBytes.modernOpen(64999, 0), open));
            feed(session, internet.packed(peer, 0).bmp());
        }
        return collector;
    }

    private static void feed(BmpReceiver.Session session, byte[] bytes) throws IOException {
        BmpFrameReader reader = new BmpFrameReader(new ByteArrayInputStream(bytes), 1 << 20, InstantSource.fixed(NOW));
        BmpDecoder decoder = new BmpDecoder();
        while (reader.next()) {
            session.receive(decoder.decode(reader.buffer(), reader.from(), reader.to()), reader.arrival());
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class Nothing implements CollectorSink {
        @Override
        public void session(SessionObservation observation) {}

        @Override
        public void route(RouteObservation observation) {}

        @Override
        public void synced(IpPrefix monitored, long revision) {}
    }
}
