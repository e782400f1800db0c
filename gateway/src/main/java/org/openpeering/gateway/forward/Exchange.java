/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.ArmConventions;
import org.openpeering.gateway.arm.Abort;
import org.openpeering.gateway.arm.ArmHeaders;
import org.openpeering.gateway.arm.ErrorAnswer;
import org.openpeering.gateway.quota.Charge;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.Upstream;
import org.openpeering.kit.trace.Step;

/**
 * One request at the gateway and what has become known about it; touched by its event loop only. All code that a callback
 * runs for it goes through {@link #step}: what is thrown there ends the exchange, and what it held is given back when it
 * ends, however it ends.
 */
final class Exchange {
    private static final Logger LOG = Logger.getLogger(Exchange.class);
    /** Of a path in a line of the log. */
    private static final int LONGEST = 300;

    private final HttpServerRequest request;
    private final Stages stages;
    private final String correlation;
    private final long started = System.nanoTime();
    private final List<Runnable> held = new ArrayList<>(4);
    private boolean over;
    private String share = "";
    private @Nullable Charge charge;
    private @Nullable Route route;
    private @Nullable HttpClientRequest sent;
    private boolean repeated;
    private Step step = Step.NONE;

    Exchange(HttpServerRequest request, Stages stages) {
        this.request = request;
        this.stages = stages;
        String named = request.getHeader(ArmHeaders.CORRELATION);
        this.correlation = named != null && ArmConventions.usableId(named)
                ? named
                : UUID.randomUUID().toString();
    }

    HttpServerRequest request() {
        return request;
    }

    /** The id under which gateway and services log this request. */
    String correlation() {
        return correlation;
    }

    long started() {
        return started;
    }

    @Nullable
    Charge charge() {
        return charge;
    }

    void charged(Charge taken) {
        this.charge = taken;
    }

    /** Its step of a trace, which ends with it. */
    void traced(Step begun) {
        this.step = begun;
        hold(() -> {
            int status = request.response().getStatusCode();
            begun.with("http.response.status_code", Integer.toString(status));
            if (route != null) {
                begun.named(request.method().name() + " " + route.operation());
            }
            begun.ended();
        });
    }

    Step step() {
        return step;
    }

    /** Where it goes; null before it was accepted. */
    @Nullable
    Route route() {
        return route;
    }

    /** What is logged from here on says for which request; called where something is, for most requests are not told of. */
    void tellLogs() {
        MDC.put("correlation", correlation);
        MDC.put("operation", request.method().name() + (route == null ? "" : " " + route.operation()));
        if (route != null && route.subscription() != null) {
            MDC.put("subscription", route.subscription());
        }
        String path = request.path();
        if (path != null) {
            MDC.put("resource", path.length() > LONGEST ? path.substring(0, LONGEST) : path);
        }
        String traceId = step.traceId();
        if (traceId != null) {
            MDC.put("traceId", traceId);
        }
    }

    @Nullable
    Upstream upstream() {
        return route == null ? null : route.upstream();
    }

    /** Under what its part of shared goods is counted: its subscription, or who called where there is none. */
    String share() {
        return share;
    }

    void goesTo(Route accepted, String subject) {
        this.route = accepted;
        this.share = accepted.share(subject);
    }

    /** Remembers the request to the service, to break it off if a step fails. */
    void sends(HttpClientRequest out) {
        this.sent = out;
    }

    /** It goes to the service once more. */
    void repeat() {
        repeated = true;
    }

    boolean repeated() {
        return repeated;
    }

    /** Has something given back when the exchange is over; at once if it is. */
    void hold(Runnable release) {
        if (over) {
            release.run();
        } else {
            held.add(release);
        }
    }

    boolean over() {
        return over;
    }

    /** The answer is out, or nobody is there to take it. */
    void end() {
        if (!over) {
            over = true;
            held.forEach(Runnable::run);
            held.clear();
        }
    }

    void refuse(ApiError error) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            ErrorAnswer.send(request, error);
        }
    }

    /** Runs code of ours; if it throws, the client is told, or cut off where an answer has begun. */
    void step(Stage stage, Runnable work) {
        try {
            stages.reached(stage, this);
            work.run();
        } catch (RuntimeException | Error e) {
            tellLogs();
            LOG.errorf(e, "request %s failed in the gateway (%s)", correlation, stage);
            fail();
        }
    }

    /** The same as a callback. */
    <T> Handler<T> step(Stage stage, Consumer<T> work) {
        return value -> step(stage, () -> work.accept(value));
    }

    /** Runs code of ours while the head of an answer goes out, or after its end: too late for another one. */
    void attempt(Stage stage, Runnable work) {
        try {
            stages.reached(stage, this);
            work.run();
        } catch (RuntimeException | Error e) {
            tellLogs();
            LOG.errorf(e, "request %s failed in the gateway (%s)", correlation, stage);
        }
    }

    private void fail() {
        try {
            if (sent != null) {
                sent.reset();
            }
            refuse(ApiError.of(
                    ErrorCode.INTERNAL_SERVER_ERROR, "Internal server error; request id " + correlation + "."));
        } catch (RuntimeException | Error again) {
            LOG.errorf(again, "request %s is cut off", correlation);
            Abort.exchange(request);
        }
    }
}
