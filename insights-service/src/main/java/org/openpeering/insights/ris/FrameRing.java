/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Messages between the socket, which must not wait, and the thread that works on them. Bounded in number and bytes. */
final class FrameRing {
    private final int mostMessages;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Queue<byte[]> messages = new ArrayDeque<>();
    private long bytes;
    private boolean woken;

    FrameRing(int mostMessages, long mostBytes) {
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
    }

    /** False when there is no room. */
    boolean offer(byte[] message) {
        lock.lock();
        try {
            if (messages.size() >= mostMessages || bytes + message.length > mostBytes) {
                return false;
            }
            bytes += message.length;
            messages.add(message);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Null when there is none within that time, or {@link #wake} was called. */
    byte @Nullable [] poll(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = patience.toNanos(); messages.isEmpty() && left > 0 && !woken; ) {
                left = filled.awaitNanos(left);
            }
            woken = false;
            byte[] next = messages.poll();
            bytes -= next == null ? 0 : next.length;
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }
}
