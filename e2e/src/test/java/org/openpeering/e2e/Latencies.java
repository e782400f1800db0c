/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import java.util.ArrayList;
import java.util.List;

/** Durations, collected by any thread. */
final class Latencies {
    private final List<Long> nanos = new ArrayList<>();

    synchronized void add(long duration) {
        nanos.add(duration);
    }

    /** Adds the time since {@link System#nanoTime} was {@code begin}. */
    void since(long begin) {
        add(System.nanoTime() - begin);
    }

    synchronized int count() {
        return nanos.size();
    }

    /** The percentile by nearest rank; 100 is the greatest. */
    synchronized double millis(int percentile) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        int rank = (int) Math.ceil(percentile / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1) / 1e6;
    }
}
