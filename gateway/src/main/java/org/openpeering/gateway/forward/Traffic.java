/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openpeering.gateway.route.Upstream;

/**
 * {@code openpeering.gateway.requests}: time from the request's head to the answer's end, by service and status. Counts
 * what is under way, for the gateway's end to wait for.
 */
@Singleton
class Traffic {
    private record Key(String upstream, int status) {}

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();

    private volatile boolean closing;
    private int underWay;

    Traffic(MeterRegistry registry) {
        this.registry = registry;
    }

    synchronized void begin() {
        underWay++;
    }

    synchronized void end() {
        underWay--;
        notifyAll();
    }

    /** Whether the gateway is about to end: connections are closed with their next answer. */
    boolean closing() {
        return closing;
    }

    /** Waits until nothing is under way, or the time is over. */
    synchronized void drain(Duration time) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); underWay > 0 && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    void count(Exchange exchange) {
        Upstream upstream = exchange.upstream();
        String name = upstream == null ? "none" : upstream.name().toLowerCase(Locale.ROOT);
        Key key = new Key(name, exchange.request().response().getStatusCode());
        timers.computeIfAbsent(key, this::timer).record(System.nanoTime() - exchange.started(), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("openpeering.gateway.requests")
                .description("From the request's head to the answer's end")
                .tag("upstream", key.upstream)
                .tag("status", Integer.toString(key.status))
                .register(registry);
    }
}
