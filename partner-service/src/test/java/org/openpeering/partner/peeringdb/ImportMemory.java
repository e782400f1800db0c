/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openpeering.contract.net.Asn;
import org.openpeering.partner.Checked;
import org.openpeering.partner.catalogue.GeoPoint;
import org.openpeering.partner.catalogue.MetroEntity;

/** Reads a made-up dump of as many megabytes as the argument says, plans its import, and reports time and heap. */
public final class ImportMemory {
    private ImportMemory() {}

    public static void main(String[] arguments) throws IOException {
        List<MetroEntity> metros = IntStream.range(0, 50)
                .mapToObj(i -> new MetroEntity("City " + i, 1, "DE", null, new GeoPoint(50, 8)))
                .toList();
        long[] bytes = {0};
        long begin = System.nanoTime();
        FilterInputStream in = new FilterInputStream(new LargeDump(Integer.parseInt(arguments[0]))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                bytes[0] += Math.max(count, 0);
                return count;
            }
        };
        Checked<Dump> read = DumpReader.read(in, Optional.empty(), new Asn(8075), Instant.EPOCH);
        Dump dump = ((Checked.Valid<Dump>) read).value();
        ImportPlan plan = ImportPlanner.plan(dump, metros, List.of(), List.of());
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "megabytes=%d millis=%d peakHeapMegabytes=%d liveMegabytes=%d networks=%d added=%d%n",
                bytes[0] >> 20,
                millis,
                peak >> 20,
                live >> 20,
                dump.networks.size(),
                plan.facilities().size() + plan.exchanges().size());
    }
}
