/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openpeering.gateway.quota.Kind;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.Upstream;

/**
 * {@code openpeering.gateway.requests}: time from the request's head to the answer's end, by service, operation and status;
 * operations are the routing table's, never paths. Streams are not timed. Counts what is under way, for the gateway's end
 * to wait for.
 */
@Singleton
class Traffic {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    /** @param asked and what is null beside: it went to no service */
    private record Key(
            @Nullable String asked,
            @Nullable Upstream upstream,
            @Nullable Kind kind,
            int status) {
        String service() {
            return upstream == null ? "none" : lower(upstream);
        }

        String operation() {
            if (kind == null || asked == null) {
                return "none";
            }
            return asked.isEmpty() ? verb(kind) : asked + "/" + verb(kind);
        }

        private static String verb(Kind kind) {
            return switch (kind) {
                case READS -> "read";
                case WRITES -> "write";
                case DELETES -> "delete";
            };
        }
    }

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Kind, Counter> refusals = new EnumMap<>(Kind.class);

    private volatile boolean closing;
    private int underWay;

    Traffic(MeterRegistry registry) {
        this.registry = registry;
        for (Kind kind : Kind.values()) {
            refusals.put(
                    kind,
                    Counter.builder("openpeering.gateway.quota.refusals")
                            .description("Requests that were refused since their caller's quota was used up")
                            .tag("kind", kind.wire())
                            .register(registry));
        }
        Gauge.builder("openpeering.gateway.requests.active", this, Traffic::underWay)
                .description("Requests under way, streams among them")
                .register(registry);
    }

    private synchronized int underWay() {
        return underWay;
    }

    /** A quota was used up. */
    void refused(Kind kind) {
        Objects.requireNonNull(refusals.get(kind)).increment();
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
        int status = exchange.request().response().getStatusCode();
        Route route = exchange.route();
        Kind kind = Kind.of(exchange.request().method().name());
        if (route != null && route.stream() && kind == Kind.READS) {
            return;
        }
        Key key = route == null
                ? new Key(null, null, null, status)
                : new Key(route.operation(), route.upstream(), kind, status);
        timers.computeIfAbsent(key, this::timer).record(System.nanoTime() - exchange.started(), TimeUnit.NANOSECONDS);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Timer timer(Key key) {
        return Timer.builder("openpeering.gateway.requests")
                .description("From the request's head to the answer's end, streams left out")
                .serviceLevelObjectives(BOUNDS)
                .tag("upstream", key.service())
                .tag("operation", key.operation())
                .tag("status", Integer.toString(key.status))
                .register(registry);
    }
}
