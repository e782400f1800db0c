/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Something that is made anew at most once in a time; who comes while it is made takes the one before. */
final class Picture<T> {
    private final Duration each;
    private final Supplier<T> making;
    private final AtomicLong due = new AtomicLong(System.nanoTime());
    private volatile T last;

    Picture(T first, Duration each, Supplier<T> making) {
        this.last = first;
        this.each = each;
        this.making = making;
    }

    T now() {
        long was = due.get();
        long time = System.nanoTime();
        if (time - was >= 0 && due.compareAndSet(was, time + each.toNanos())) {
            last = making.get();
        }
        return last;
    }
}
