/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpsl;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.openpeering.contract.net.IpPrefix;

/**
 * Reads a made-up dump as long as that of a large registry, which comes from a generator and is never whole anywhere.
 * Prints time, objects a second and heap. Arguments: megabytes (default 2048), share of route objects in percent
 * (default 75, which makes about 1.8 million of 2 GB).
 */
final class Load {
    private Load() {}

    public static void main(String... arguments) throws IOException {
        long bytes = (arguments.length > 0 ? Long.parseLong(arguments[0]) : 2048) << 20;
        int routes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 75;
        long before = used();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Dump dump = new Dump(bytes, routes);
        IrrTable.Loaded loaded = IrrTable.read(dump, "LAB", RpslLimits.DEFAULT);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        long held = used() - before;
        RpslReport report = loaded.report();
        System.out.printf(
                "%,d bytes, %,d objects (%,d routes, %,d aut-nums, %,d malformed)%n",
                dump.given,
                report.objects(),
                loaded.table().routes(),
                loaded.table().autNums(),
                report.malformed());
        System.out.printf(
                "%.1f s (%.1f s of CPU, %.1f s of it in the generator), %,.0f objects/s, %,.0f MB/s%n",
                seconds, cpuSeconds, dump.nanos / 1e9, report.objects() / seconds, dump.given / seconds / 1e6);
        System.out.printf(
                "heap: held %,d MB (%.1f B a route), peak with garbage %,d MB of %,d MB%n",
                held >> 20,
                (double) held / loaded.table().routes(),
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        long lookups = System.nanoTime();
        int found = 0;
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            found += loaded.table()
                    .covering(IpPrefix.parse("%d.%d.%d.0/24"
                            .formatted(1 + random.nextInt(220), random.nextInt(256), random.nextInt(256))))
                    .size();
        }
        System.out.printf("100,000 lookups: %.2f s, %,d found%n", (System.nanoTime() - lookups) / 1e9, found);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Objects of about 870 bytes on average with the words that such dumps are full of. */
    private static final class Dump extends InputStream {
        private static final String FILLER =
                "remarks:        For peering requests, abuse and everything else see our pages\n";

        private final long most;
        private final int routes;
        private final Random random = new Random(7);
        private byte[] object = new byte[0];
        private int at;
        private long given;
        private long nanos;

        Dump(long most, int routes) {
            this.most = most;
            this.routes = routes;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in blocks");
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (at == object.length) {
                if (given >= most) {
                    return -1;
                }
                long start = System.nanoTime();
                object = next().getBytes(StandardCharsets.ISO_8859_1);
                nanos += System.nanoTime() - start;
                at = 0;
            }
            int count = Math.min(length, object.length - at);
            System.arraycopy(object, at, into, from, count);
            at += count;
            given += count;
            return count;
        }

        private String next() {
            StringBuilder text = new StringBuilder(100_000);
            while (text.length() < 90_000) {
                one(text);
            }
            return text.toString();
        }

        private void one(StringBuilder text) {
            int kind = random.nextInt(100);
            if (kind < routes) {
                boolean v6 = random.nextInt(10) == 0;
                text.append(v6 ? "route6:         " : "route:          ");
                if (v6) {
                    text.append("2001:").append(Integer.toHexString(random.nextInt(0x10000)));
                    text.append(':')
                            .append(Integer.toHexString(1 + random.nextInt(0xFFFE)))
                            .append("::/48");
                } else {
                    text.append(1 + random.nextInt(220)).append('.').append(random.nextInt(256));
                    text.append('.').append(random.nextInt(256)).append(".0/24");
                }
                text.append("\ndescr:          Customer of a provider in some town\norigin:         AS");
                text.append(1 + random.nextInt(400_000)).append("\nmnt-by:         MAINT-LAB");
            } else if (kind < routes + 5) {
                text.append("aut-num:        AS").append(1 + random.nextInt(400_000));
            } else {
                text.append("as-set:         AS-LAB-").append(random.nextInt());
            }
            text.append('\n');
            for (int i = random.nextInt(18); i > 0; i--) {
                text.append(FILLER);
            }
            text.append("changed:        noc@lab.example 20260504\nsource:         LAB\n\n");
        }
    }
}
