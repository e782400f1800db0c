/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpMessage;
import org.openpeering.insights.bgp.CompactAttributes;
import org.openpeering.insights.bgp.Reading;
import org.openpeering.insights.bgp.RouteReceiver;
import org.openpeering.insights.bgp.UpdateDecoder;

/**
 * Prints how many messages of RIS Live one thread reads, by the time of CPU and by the clock: from JSON to what the reader of
 * UPDATEs delivers, with every prefix of interest and with none. Arguments: a file of messages, one a line, plain or gz;
 * optionally seconds for each of the rounds (default 10).
 */
final class RisThroughput {
    private RisThroughput() {}

    /** Counts. */
    private static final class Counting implements RouteReceiver {
        private long routes;

        @Override
        public void withdraw(Family family, long high, long low, int length, int pathId) {
            routes++;
        }

        @Override
        public void attributes(CompactAttributes attributes) {}

        @Override
        public void announce(Family family, long high, long low, int length, int pathId) {
            routes++;
        }
    }

    public static void main(String... arguments) throws IOException {
        List<byte[]> messages = messages(Path.of(arguments[0]));
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        long bytes = messages.stream().mapToLong(message -> message.length).sum();
        System.out.printf("%,d messages, %,d bytes each%n", messages.size(), bytes / messages.size());
        for (int round = 0; round < 3; round++) {
            measure("all prefixes of interest", messages, seconds, Decoded.decoder());
        }
        for (int round = 0; round < 3; round++) {
            measure("none of interest", messages, seconds, Decoded.decoder("192.0.2.0/24"));
        }
    }

    private static void measure(String what, List<byte[]> messages, int seconds, RisDecoder decoder) {
        UpdateDecoder updates = new UpdateDecoder();
        Counting counting = new Counting();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long allocated = allocated();
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            for (byte[] message : messages) {
                if (decoder.decode(message, 0, message.length) == RisMessage.UPDATE) {
                    deliver(decoder, updates, counting);
                }
            }
            count += messages.size();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        double own = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                "%s: %,.0f messages/s of CPU, %,.0f by the clock, %,.0f routes/s of CPU, %.1f bytes allocated a message%n",
                what, count / own, count / wall, counting.routes / own, (double) (allocated() - allocated) / count);
    }

    private static void deliver(RisDecoder decoder, UpdateDecoder updates, Counting counting) {
        for (int at = 0, end; at < decoder.length(); at = end) {
            end = at + BgpMessage.length(decoder.updates(), at, decoder.length());
            updates.decode(decoder.updates(), at, end, Reading.MODERN);
            updates.deliver(counting);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static List<byte[]> messages(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
