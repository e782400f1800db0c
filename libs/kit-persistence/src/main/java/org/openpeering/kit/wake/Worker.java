/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.topic.Backoff;

/**
 * A thread that works whenever it is woken, and once a second as a net. While there is little it rests between two
 * rounds, as {@link Pace} says. A failure is waited out; the work is done again.
 */
public final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final int NET_MILLIS = 1000;

    /** What a round of work found. */
    public enum Found {
        NOTHING,
        LITTLE,
        MUCH
    }

    private final String name;
    private final Signal signal;
    private final Supplier<Found> work;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param work a round, small enough to be ended by {@link #stop} in time */
    public Worker(String name, Signal signal, Supplier<Found> work) {
        this.name = name;
        this.signal = signal;
        this.work = work;
    }

    /** One that does the same from time to time, first at once; after a failure again when that was waited out. */
    public static Worker every(Duration time, String name, Runnable work) {
        AtomicLong done = new AtomicLong(System.nanoTime() - time.toNanos());
        return new Worker(name, new Signal(), () -> {
            if (System.nanoTime() - done.get() >= time.toNanos()) {
                work.run();
                done.set(System.nanoTime());
            }
            return Found.NOTHING;
        });
    }

    public void start() {
        running = true;
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /** Returns when the work under way has ended. */
    public void stop() throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread.join(5000);
        }
    }

    private void run() {
        Backoff backoff = new Backoff(name, LOG);
        Pace pace = new Pace();
        while (running) {
            try {
                pace.begin();
                Found found = work.get();
                backoff.succeeded();
                switch (found) {
                    case NOTHING -> signal.await(NET_MILLIS);
                    case LITTLE -> pace.rest();
                    case MUCH -> {}
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }
}
