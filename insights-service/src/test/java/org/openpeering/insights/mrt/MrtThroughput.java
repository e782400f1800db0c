/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.mrt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints how fast one thread turns a recording to text, unpacking included, and {@code bgpdump -m} in turn with it, where
 * that is installed. Arguments: the recording, then optionally the number of rounds (default 8).
 *
 * <p>Compared is the time of CPU, so that other work on the machine counts for neither: of the thread alone, and of the
 * whole JVM, in which the compiler has much to do in the first rounds. The collector should be a serial one.
 */
final class MrtThroughput {
    /** What sh says of its children: minutes and seconds, as user and in the kernel. */
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

    private MrtThroughput() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Path recording = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        for (int round = 1; round <= rounds; round++) {
            double theirs = Bgpdump.isInstalled() ? bgpdump(recording) : 0;
            long process = process();
            long start = cpu();
            Lines lines = new Lines();
            MrtSummary summary;
            try (InputStream in = Recording.open(recording);
                    OutputStream nowhere = Files.newOutputStream(Path.of("/dev/null"))) {
                lines.to = nowhere;
                summary = MrtText.print(in, lines);
            }
            double seconds = (cpu() - start) / 1e9;
            double all = (process() - process) / 1e9;
            System.out.printf(
                    "%,d records, %,d lines in %.2f s of CPU (%.2f with all threads), %,.0f lines/s, %.1f MB/s of text%n",
                    summary.records(), lines.count, seconds, all, lines.count / seconds, lines.bytes / seconds / 1e6);
            if (theirs > 0) {
                System.out.printf(
                        "  bgpdump -m %.2f s of CPU: %.2f times its speed (%.2f with all threads)%n",
                        theirs, theirs / seconds, theirs / all);
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long process() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double bgpdump(Path recording) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "sh", "-c", "bgpdump -m \"$1\" > /dev/null 2>&1; times", "sh", recording.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        process.waitFor();
        Matcher times = TIMES.matcher(said);
        if (!times.find()) {
            throw new IOException("times said " + said);
        }
        return Integer.parseInt(times.group(1)) * 60
                + Double.parseDouble(times.group(2))
                + Integer.parseInt(times.group(3)) * 60
                + Double.parseDouble(times.group(4));
    }

    private static final class Lines extends OutputStream {
        private OutputStream to = OutputStream.nullOutputStream();
        private long bytes;
        private long count;

        @Override
        public void write(int value) throws IOException {
            to.write(value);
            bytes++;
            count += value == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] text, int from, int length) throws IOException {
            to.write(text, from, length);
            bytes += length;
            for (int i = from; i < from + length; i++) {
                count += text[i] == '\n' ? 1 : 0;
            }
        }
    }
}
