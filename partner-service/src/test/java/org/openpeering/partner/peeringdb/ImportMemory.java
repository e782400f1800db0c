/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.Optional;
import org.openpeering.contract.net.Asn;

/** Reads a made-up dump of as many megabytes as the argument says, as for the database, and reports time and heap. */
public final class ImportMemory {
    private ImportMemory() {}

    public static void main(String[] arguments) throws IOException {
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
        DumpReader reader =
                new DumpReader(in, Optional.empty(), new Asn(8075), Instant.EPOCH, new DumpReader.Tolerance(5, 10));
        ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
        long written = 0;
        DumpBatch batch;
        do {
            batch = reader.next();
            written += batch.json(json).length();
        } while (!batch.last());
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "megabytes=%d millis=%d peakHeapMegabytes=%d liveMegabytes=%d networks=%d written=%d%n",
                bytes[0] >> 20,
                millis,
                peak >> 20,
                live >> 20,
                reader.dump().read.get(Section.NET),
                written >> 20);
    }
}
