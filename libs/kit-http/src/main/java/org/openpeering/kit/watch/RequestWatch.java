/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.ContextLocals;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openpeering.kit.trace.Step;
import org.openpeering.kit.trace.Traces;

/**
 * {@code openpeering.http.requests}: from a request's head to its answer's end, by operation and status. Operations are
 * those of the resource methods, so there are as many as the service has; paths hold names that clients choose. Streams
 * are not timed: they last as long as their reader likes. Also the request's step of its trace.
 */
@Singleton
public class RequestWatch {
    /** Before everything that may answer. */
    private static final int FIRST = 10_000;

    private static final String WATCHED = Watched.class.getName();
    private static final int SERVER_ERROR = 500;

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private record Key(String operation, int status) {}

    private final MeterRegistry meters;
    private final Traces traces;
    private final ConcurrentHashMap<Key, Timer> timers = new ConcurrentHashMap<>();

    RequestWatch(MeterRegistry meters, Traces traces) {
        this.meters = meters;
        this.traces = traces;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Step step = traces.on()
                ? traces.received(SpanKind.SERVER, request.method().name(), request.getHeader(Traces.HEADER))
                : Step.NONE;
        Watched watched = new Watched(step);
        ContextLocals.put(WATCHED, watched);
        traces.enter(step);
        routing.addEndHandler(ended -> end(watched, request));
        routing.next();
    }

    /** The request of this context; empty where there is none. */
    static Optional<Watched> current() {
        return ContextLocals.get(WATCHED);
    }

    private void end(Watched watched, HttpServerRequest request) {
        HttpServerResponse response = request.response();
        int status = response.getStatusCode();
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.startsWith("text/event-stream")) {
            timers.computeIfAbsent(new Key(watched.operation(), status), this::timer)
                    .record(System.nanoTime() - watched.began(), TimeUnit.NANOSECONDS);
        }
        finish(watched.step(), request.method().name() + " " + watched.operation(), status);
    }

    private static void finish(Step step, String name, int status) {
        if (step == Step.NONE) {
            return;
        }
        step.named(name);
        step.with("http.response.status_code", Integer.toString(status));
        if (status >= SERVER_ERROR) {
            step.failed(Integer.toString(status));
        } else {
            step.ended();
        }
    }

    private Timer timer(Key key) {
        return Timer.builder("openpeering.http.requests")
                .description("From a request's head to its answer's end, streams left out")
                .tag("operation", key.operation)
                .tag("status", Integer.toString(key.status))
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }
}
