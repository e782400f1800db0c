/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpMessage;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.rib.AdjRibIn;
import org.openpeering.insights.rib.Rib;

/**
 * Prints how fast one thread takes full tables over BMP (frames, decoding, RIB, match against 10,000 monitored prefixes),
 * what it allocates, what the RIB weighs, and how long questions and losses take. Arguments: what to measure, of {@code
 * speed memory questions loss}, or {@code all}; prefixes of the table (1,300,000); full peers of the router that is lost
 * (20). Memory is what is in use after a collection: run it with -XX:+UseSerialGC or -XX:+UseParallelGC.
 */
final class Throughput {
    private static final int MONITORED = 10_000;
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private final InternetTable internet;
    private final int prefixes;
    private final int peers;

    private Throughput(int prefixes, int peers) {
        this.prefixes = prefixes;
        this.peers = peers;
        this.internet = new InternetTable(prefixes);
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        String what = arguments.length > 0 ? arguments[0] : "all";
        Throughput throughput = new Throughput(
                arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_300_000,
                arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20);
        if (what.equals("memory") || what.equals("all")) {
            throughput.memory();
        }
        if (what.equals("speed") || what.equals("all")) {
            throughput.speed();
        }
        if (what.equals("questions") || what.equals("all")) {
            throughput.questions();
        }
        if (what.equals("loss") || what.equals("all")) {
            throughput.loss(1);
            throughput.loss(4);
        }
    }

    // Speed and allocation: T1, T2, T16.

    private void speed() throws IOException {
        for (int round = 1; round <= 3; round++) {
            CountingSink sink = new CountingSink();
            Collector collector = monitoring(sink);
            BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
            for (int number = 1; number <= 2; number++) {
                Peer peer = up(session, number);
                load("T1 full table, packed, peer " + number, session, internet.packed(peer, 0));
                load("T1 the same again", session, internet.packed(peer, 0));
                load("T1 other attributes", session, internet.packed(peer, 1));
                load("T2 one prefix a message, the same", session, internet.single(peer, 1, prefixes / 4));
                load("T2 one prefix a message, other attributes", session, internet.single(peer, 0, prefixes / 4));
                load("T2 one prefix a message, back again", session, internet.single(peer, 1, prefixes / 4));
            }
            System.out.printf("%,d matches so far%n", sink.matches);
            watched().forEach(collector::unmonitor);
            Peer peer = up(session, 3);
            load("T16 first time, nothing matches", session, internet.single(peer, 0, prefixes / 4));
            load("T16 other attributes, nothing matches", session, internet.single(peer, 1, prefixes / 4));
            load("T16 back again, nothing matches", session, internet.single(peer, 0, prefixes / 4));
            load("T16 the same, nothing matches", session, internet.single(peer, 0, prefixes / 4));
        }
    }

    private static void load(String what, BmpReceiver.Session session, InternetTable.Sent table) throws IOException {
        BmpFrameReader reader = reader(table.bmp());
        long start = cpu();
        long allocated = allocated();
        feed(session, reader);
        double seconds = (cpu() - start) / 1e9;
        double bytes = allocated() - allocated;
        System.out.printf(
                "%s: %,d routes in %,d messages, %.2f s of CPU, %,.0f prefixes/s, %,.0f messages/s, %.1f B allocated a message (T16)%n",
                what,
                table.routes(),
                table.messages(),
                seconds,
                table.routes() / seconds,
                table.messages() / seconds,
                bytes / table.messages());
    }

    // Memory: T8, T9.

    private void memory() throws IOException {
        Rib rib = new Rib();
        Weight weight = new Weight(rib);
        AdjRibIn first = rib.addPeer();
        weight.told("T8 first full peer", fill(rib, first, internet.packed(peer(1), 0), 0, 1));
        for (int number = 2; number <= 4; number++) {
            int routes = fill(rib, rib.addPeer(), internet.packed(peer(number), 0), 0, 1);
            weight.told("T9 further full peer", routes);
        }
        InternetTable unlike = new InternetTable(prefixes, false);
        weight.told(
                "T9 further full peer, no two sets with the same communities",
                fill(rib, rib.addPeer(), unlike.packed(peer(8), 0), 0, 1));
        AdjRibIn view = rib.addView(first, rib.limit());
        weight.told("T9 another view, equal", fill(rib, view, internet.packed(peer(1), 0), 0, 1));
        AdjRibIn paths = rib.addPeer();
        int both = fill(rib, paths, internet.packed(peer(5), 0), 1, 1);
        both += fill(rib, paths, internet.packed(peer(5), 1), 2, 1);
        weight.told("T9 full peer with two paths", both);
        weight.told("T9 sparse peer", fill(rib, rib.addPeer(), internet.sparse(peer(6), 0, 10_000), 0, 1));
        int strewn = fill(rib, rib.addPeer(), internet.packed(peer(7), 0), 0, prefixes / 10_000);
        weight.told("T9 sparse peer, strewn", strewn);
        rib.removePeer(paths);
        rib.removePeer(first);
        weight.told("T9 two peers and a view gone", both);
    }

    /** Adds one route of so many, with that path identifier; returns how many were new. */
    private static int fill(Rib rib, AdjRibIn peer, InternetTable.Sent table, int pathId, int oneOf)
            throws IOException {
        int before = peer.size();
        UpdateDecoder updates = new UpdateDecoder();
        BmpDecoder decoder = new BmpDecoder();
        Announcing announcing = new Announcing(rib, peer, pathId, oneOf);
        BmpFrameReader reader = reader(table.bmp());
        while (reader.next()) {
            if (decoder.decode(reader.buffer(), reader.from(), reader.to())
                    instanceof BmpMessage.RouteMonitoring update) {
                updates.decode(update.buffer(), update.from(), update.to(), Reading.MODERN);
                updates.deliver(announcing);
                announcing.end();
            }
        }
        return peer.size() - before;
    }

    private static final class Announcing implements RouteReceiver {
        private final Rib rib;
        private final AdjRibIn peer;
        private final int pathId;
        private final int oneOf;
        private CompactAttributes compact = new CompactAttributes();
        private int attributes;

        Announcing(Rib rib, AdjRibIn peer, int pathId, int oneOf) {
            this.rib = rib;
            this.peer = peer;
            this.pathId = pathId;
            this.oneOf = oneOf;
        }

        @Override
        public void withdraw(Family family, long high, long low, int length, int id) {}

        void end() {
            rib.doneWith(attributes);
            attributes = 0;
        }

        @Override
        public void attributes(CompactAttributes next) {
            end();
            compact = next;
        }

        @Override
        public void announce(Family family, long high, long low, int length, int id) {
            if (InternetTable.chosen((int) (high >>> 32 ^ high), 5, oneOf)) {
                attributes = attributes == 0 ? rib.intern(compact, false) : attributes;
                rib.announce(peer, family, high, low, length, pathId, attributes);
            }
        }
    }

    /** What came since the last time. */
    private static final class Weight {
        private final Rib rib;
        private long heap = used();
        private int sets;
        private long tables;
        private long attributes;

        Weight(Rib rib) {
            this.rib = rib;
        }

        void told(String what, int routes) {
            long heapNow = used();
            long tablesNow = rib.tableBytes();
            long attributesNow = rib.attributeBytes();
            System.out.printf(
                    "%s: %,d routes, %,d sets that are new, %.1f B/route of heap (by count: tables %.1f, attributes %.1f); in all %,d prefixes, %,d sets, %.1f MB%n",
                    what,
                    routes,
                    rib.attributeSets() - sets,
                    (double) (heapNow - heap) / routes,
                    (double) (tablesNow - tables) / routes,
                    (double) (attributesNow - attributes) / routes,
                    rib.prefixCount(Family.IPV4) + rib.prefixCount(Family.IPV6),
                    rib.attributeSets(),
                    heapNow / 1e6);
            heap = heapNow;
            sets = rib.attributeSets();
            tables = tablesNow;
            attributes = attributesNow;
        }
    }

    // Questions: T13.

    private void questions() throws IOException {
        Collector collector = monitoring(new CountingSink());
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
        for (int number = 1; number <= 10; number++) {
            Peer peer = up(session, number);
            feed(session, reader(internet.packed(peer, 0).bmp()));
        }
        Set<SessionId> sessions =
                collector.peers().stream().map(peer -> peer.session().id()).collect(Collectors.toSet());
        Random random = new Random(5);
        for (int round = 0; round < 2; round++) {
            Timing registering = new Timing();
            Timing matching = new Timing();
            Timing paging = new Timing();
            for (int i = 0; i < 2000; i++) {
                IpAddress address = new IpAddress(Family.IPV4, 0, network(random));
                IpPrefix prefix = IpPrefix.around(address, 20 + random.nextInt(5));
                registering.of(() -> collector.monitor(prefix, 1));
                matching.of(() -> collector.longestMatch(new IpPrefix(address, 32), sessions));
                List<PeerStatus> statuses = collector.peers();
                var id = statuses.get(random.nextInt(statuses.size())).session().id();
                paging.of(() -> collector.page(id, Optional.of(prefix), 0, 100));
            }
            System.out.printf("T13 registering a prefix, %,d routes of 10 peers: %s%n", routes(collector), registering);
            System.out.printf("    longest match of all sessions: %s%n", matching);
            System.out.printf("    a page of 100 after a prefix: %s%n", paging);
        }
    }

    // A router lost: T14.

    private void loss(int shards) throws IOException, InterruptedException {
        Clock clock = new Clock();
        Collector collector = new Collector(CollectorSettings.DEFAULT, new CountingSink(), clock, shards);
        watch(collector);
        BmpReceiver.Session lost = collector.open(new RouterIdentity("lost"));
        for (int number = 1; number <= peers; number++) {
            feed(lost, reader(internet.packed(up(lost, number), 0).bmp()));
        }
        BmpReceiver.Session other = collector.open(new RouterIdentity("another"));
        byte[] some = internet.single(up(other, 100), 0, prefixes / 100).bmp();
        feed(other, reader(some));
        System.out.printf(
                "T14 %,d routes of %d peers of the router that is lost, %d shards%n", routes(collector), peers, shards);
        Timing before = new Timing();
        Timing during = new Timing();
        for (int i = 0; i < 20; i++) {
            feedTimed(other, some, before);
        }
        lost.closed();
        clock.now = NOW.plus(Duration.ofSeconds(60));
        Thread losing = Thread.ofPlatform().start(() -> collector.tick(clock.instant()));
        long start = System.nanoTime();
        while (losing.isAlive()) {
            feedTimed(other, some, during);
        }
        losing.join();
        System.out.printf(
                "    gone in %.0f ms, %,d routes left; a message of another router before: %s; meanwhile: %s%n",
                (System.nanoTime() - start) / 1e6, routes(collector), before, during);
    }

    private static void feedTimed(BmpReceiver.Session session, byte[] bytes, Timing timing) throws IOException {
        BmpFrameReader reader = reader(bytes);
        BmpDecoder decoder = new BmpDecoder();
        while (reader.next()) {
            BmpMessage message = decoder.decode(reader.buffer(), reader.from(), reader.to());
            timing.of(() -> session.receive(message, reader.arrival()));
        }
    }

    private static final class Clock implements InstantSource {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** How long something took, by the wall clock. */
    private static final class Timing {
        private long[] nanos = new long[1024];
        private int count;

        void of(Runnable work) {
            long start = System.nanoTime();
            work.run();
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = System.nanoTime() - start;
        }

        @Override
        public String toString() {
            Arrays.sort(nanos, 0, count);
            return count == 0
                    ? "none"
                    : "median %.3f ms, p99 %.3f ms, longest %.2f ms of %,d"
                            .formatted(
                                    nanos[count / 2] / 1e6,
                                    nanos[(int) (count * 0.99)] / 1e6,
                                    nanos[count - 1] / 1e6,
                                    count);
        }
    }

    private static Collector monitoring(CollectorSink sink) {
        Collector collector = new Collector(CollectorSettings.DEFAULT, sink, InstantSource.fixed(NOW));
        watch(collector);
        return collector;
    }

    private static void watch(Collector collector) {
        watched().forEach(prefix -> collector.monitor(prefix, 1));
        // Prefixes of nobody: a match has to look, and finds nothing.
        for (int i = 0; i < MONITORED; i++) {
            collector.monitor(IpPrefix.around(new IpAddress(Family.IPV4, 0, 0xE000_0000L + i * 0x100L), 24), 1);
        }
    }

    private static Set<IpPrefix> watched() {
        Random random = new Random(7);
        Set<IpPrefix> watched = new HashSet<>();
        while (watched.size() < MONITORED) {
            watched.add(IpPrefix.around(new IpAddress(Family.IPV4, 0, network(random)), 24));
        }
        return watched;
    }

    private static long network(Random random) {
        return (1 + random.nextInt(222)) * 0x100_0000L + random.nextInt(0x100_0000);
    }

    private static Peer peer(int number) {
        return Peer.of("192.0.2." + number, 65000 + number);
    }

    private static Peer up(BmpReceiver.Session session, int number) throws IOException {
        Peer peer = peer(number);
        byte[] open = BgpBytes.modernOpen(peer.asn(), 0);
        feed(session, reader(BmpBytes.peerUp(peer, 0, number, BgpBytes.modernOpen(64999, 0), open)));
        return peer;
    }

    private static BmpFrameReader reader(byte[] bytes) {
        return new BmpFrameReader(new ByteArrayInputStream(bytes), 1 << 20, InstantSource.fixed(NOW));
    }

    private static void feed(BmpReceiver.Session session, BmpFrameReader reader) throws IOException {
        BmpDecoder decoder = new BmpDecoder();
        while (reader.next()) {
            session.receive(decoder.decode(reader.buffer(), reader.from(), reader.to()), reader.arrival());
        }
    }

    private static long routes(Collector collector) {
        return collector.peers().stream().mapToLong(PeerStatus::routes).sum();
    }

    /** Of this thread: other work on the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static long used() {
        // The serial collector leaves some garbage where it is, but not every fourth time.
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class CountingSink implements CollectorSink {
        private long matches;

        @Override
        public void session(SessionObservation observation) {}

        @Override
        public void route(RouteObservation observation) {
            matches++;
        }

        @Override
        public void synced(IpPrefix monitored, long revision) {}
    }
}
