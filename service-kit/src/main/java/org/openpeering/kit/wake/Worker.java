/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.wake;

import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.inbox.Backoff;

/** A thread that works whenever it is woken, and once a second as a net. A failure is waited out; the work is done again. */
public final class Worker {
    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final int NET_MILLIS = 1000;

    private final String name;
    private final Signal signal;
    private final BooleanSupplier work;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param work true to be called again at once */
    public Worker(String name, Signal signal, BooleanSupplier work) {
        this.name = name;
        this.signal = signal;
        this.work = work;
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
        while (running) {
            try {
                boolean again = work.getAsBoolean();
                backoff.succeeded();
                if (!again) {
                    signal.await(NET_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!running || !backoff.failed(e)) {
                    return;
                }
            }
        }
    }
}
