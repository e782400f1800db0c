/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Resident memory as Linux tells it. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /**
     * Bytes resident of the process and its descendants; what several processes share counts in each by its part (PSS of
     * proc(5)), so that sums over processes are the memory that they take. 0 where there is no /proc.
     */
    public static long residentBytes(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(each -> residentBytes(each.pid()))
                .sum();
    }

    private static long residentBytes(long pid) {
        Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
