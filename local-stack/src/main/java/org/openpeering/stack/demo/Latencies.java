/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.demo;

import java.util.ArrayList;
import java.util.List;

/** Durations, collected by any thread. */
public final class Latencies {
    private final List<Long> nanos = new ArrayList<>();

    public synchronized void add(long duration) {
        nanos.add(duration);
    }

    /** Adds the time since {@link System#nanoTime} was {@code begin}. */
    public void since(long begin) {
        add(System.nanoTime() - begin);
    }

    public synchronized int count() {
        return nanos.size();
    }

    /** The percentile by nearest rank; 100 is the greatest. */
    public synchronized double millis(int percentile) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        int rank = (int) Math.ceil(percentile / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1) / 1e6;
    }
}
