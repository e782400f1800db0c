/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The collector's clock work, one after the other in a thread of its own, every second. What fails is tried again with the next. */
final class Ticks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ticks.class);

    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("collector-tick").factory());

    private Ticks(InstantSource clock) {
        this.clock = clock;
    }

    static Ticks start(InstantSource clock, List<Consumer<Instant>> work) {
        return start(clock, work, 1_000);
    }

    static Ticks start(InstantSource clock, List<Consumer<Instant>> work, long millis) {
        Ticks ticks = new Ticks(clock);
        var _ = ticks.timer.scheduleWithFixedDelay(
                () -> work.forEach(ticks::tick), millis, millis, TimeUnit.MILLISECONDS);
        return ticks;
    }

    /** An error of the machine, too: a timer that has thrown once never works again, and tells nobody. */
    private void tick(Consumer<Instant> work) {
        try {
            work.accept(clock.instant());
        } catch (RuntimeException | Error e) {
            LOG.error("the collector's clock work failed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
