/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpBytes.Peer;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpFrameReader;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.RouterIdentity;

/**
 * Prints how fast one thread takes a full table over BMP (frames, decoding, RIB, match against 10,000 monitored prefixes)
 * and what the RIB weighs. Arguments: prefixes of the synthetic table (default 1,300,000), prefixes a message (default
 * 6), then optionally an MRT file of BGP4MP or BGP4MP_ET updates to replay instead.
 */
final class Throughput {
    private static final int MONITORED = 10_000;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-04T10:00:00Z"));
    private static final byte[] NOTHING = new byte[0];

    private Throughput() {}

    /** One table as BMP bytes of one peer. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Table(byte[] bmp, int messages) {}

    public static void main(String... arguments) throws IOException {
        int prefixes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_300_000;
        int packed = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        Optional<Path> mrt = arguments.length > 2 ? Optional.of(Path.of(arguments[2])) : Optional.empty();
        for (int round = 0; round < 4; round++) {
            run(prefixes, packed, mrt);
        }
    }

    private static void run(int prefixes, int packed, Optional<Path> mrt) throws IOException {
        CountingSink sink = new CountingSink();
        Collector collector = new Collector(CollectorSettings.DEFAULT, sink, CLOCK);
        Random random = new Random(7);
        for (int i = 0; i < MONITORED; i++) {
            collector.monitor(IpPrefix.around(new IpAddress(Family.IPV4, 0, network(random)), 24), 1);
        }
        BmpReceiver.Session session = collector.open(new RouterIdentity("edge"));
        for (int number = 1; number <= 3; number++) {
            Peer peer = Peer.of("192.0.2." + number, 65000 + number);
            Table table = mrt.isPresent() ? replay(mrt.get(), peer) : synthetic(peer, prefixes, packed);
            byte[] open = BgpBytes.modernOpen(65000 + number, 0);
            feed(session, BmpBytes.peerUp(peer, 0, number, BgpBytes.modernOpen(64999, 0), open));
            long before = used();
            long start = cpu();
            feed(session, table.bmp());
            double seconds = (cpu() - start) / 1e9;
            long routes = collector.peers().stream()
                    .filter(status -> status.session().peer().address().equals(peer.address()))
                    .mapToInt(PeerStatus::routes)
                    .sum();
            long weight = used() - before;
            System.out.printf(
                    "peer %d: %,d routes, %,d messages, %.2f s of CPU, %,.0f routes/s, %,.0f messages/s, %.1f B/route%n",
                    number,
                    routes,
                    table.messages(),
                    seconds,
                    routes / seconds,
                    table.messages() / seconds,
                    (double) weight / routes);
        }
        long start = cpu();
        collector.monitor(IpPrefix.parse("203.0.113.0/24"), 1);
        System.out.printf(
                "%s, %,d matches, a scan for one prefix more %.1f ms%n",
                collector.sizes(), sink.matches, (cpu() - start) / 1e6);
    }

    private static void feed(BmpReceiver.Session session, byte[] bytes) throws IOException {
        BmpFrameReader reader = new BmpFrameReader(new ByteArrayInputStream(bytes), 1 << 20, CLOCK);
        while (reader.next()) {
            session.receive(BmpDecoder.decode(reader.buffer(), reader.from(), reader.to()), reader.arrival());
        }
    }

    /** Of this thread: other work on the machine does not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** After a collection, with serial or parallel collectors. */
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long network(Random random) {
        return (1 + random.nextInt(222)) * 0x100_0000L + random.nextInt(0x1_0000) * 0x100L;
    }

    /** Networks grow by one to eight /24 each, as in a table that is sent in order; paths of 3 to 7, 4 communities. */
    private static Table synthetic(Peer peer, int prefixes, int packed) {
        Random random = new Random(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream(prefixes * 40);
        long network = 0x0100_0000L;
        int messages = 0;
        for (int made = 0; made < prefixes; made += packed) {
            IpPrefix[] run = new IpPrefix[Math.min(packed, prefixes - made)];
            for (int i = 0; i < run.length; i++) {
                network += 0x100L * (1 + random.nextInt(4));
                run[i] = new IpPrefix(new IpAddress(Family.IPV4, 0, network), 24);
            }
            byte[] update = BgpBytes.update(NOTHING, attributes(peer, random), BgpBytes.nlri(run));
            out.writeBytes(BmpBytes.routeMonitoring(peer, 0, update));
            messages++;
        }
        return new Table(out.toByteArray(), messages);
    }

    private static byte[] attributes(Peer peer, Random random) {
        long[] path = new long[3 + random.nextInt(5)];
        path[0] = peer.asn();
        for (int i = 1; i < path.length; i++) {
            path[i] = 1000L + random.nextInt(200_000);
        }
        List<Community> communities = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            communities.add(new Community((int) peer.asn(), random.nextInt(1000)));
        }
        return BgpBytes.attributes(
                new PathAttributes(
                        AsPath.of(path), Origin.IGP, IpAddress.parse("192.0.2.1"), communities, Optional.empty()),
                4,
                true);
    }

    /** The BGP messages of an MRT file (RFC 6396 section 4.4) as if the peer had sent them. */
    private static Table replay(Path file, Peer peer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 24);
        int messages = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(GzipCompressorInputStream.builder()
                .setPath(file)
                .setDecompressConcatenated(true)
                .get()))) {
            // Only between two records is the end the end.
            while (in.read() >= 0) {
                in.skipNBytes(3);
                int type = in.readUnsignedShort();
                int subtype = in.readUnsignedShort();
                byte[] record = new byte[in.readInt()];
                in.readFully(record);
                int at = (type == 17 ? 4 : 0) + (subtype == 4 ? 8 : 4) + 2;
                int family = record[at + 1];
                int message = at + 2 + (family == 1 ? 8 : 32);
                boolean update = record.length > message + 18 && record[message + 18] == 2;
                if (update && (subtype == 1 || subtype == 4)) {
                    byte[] bytes = java.util.Arrays.copyOfRange(record, message, record.length);
                    out.writeBytes(BmpBytes.routeMonitoring(peer.flags(subtype == 1 ? 0x20 : 0), 0, bytes));
                    messages++;
                }
            }
            return new Table(out.toByteArray(), messages);
        }
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
