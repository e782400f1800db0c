/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.gateway.arm.Abort;
import org.openpeering.gateway.arm.ArmHeaders;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.Upstream;
import org.openpeering.kit.trace.Traces;

/**
 * Carries a request to a service and its answer back. A body of the usual length is read first, and only then is a
 * connection taken ({@link WholeBody}); files and answers pass unbuffered and with back-pressure. The request target goes
 * out byte for byte. Either side's end is the other's: a client that leaves resets the request to the service, a service that
 * breaks off in the middle of an answer resets the client's. A read that met a connection of the pool which the service had just
 * closed goes out once more, on a new one; nothing else is repeated.
 *
 * <p>Not vertx-http-proxy: version 4.5 fails on HTTP/2 requests without Content-Length, collects endless answers for
 * HTTP/1.0 clients in memory, passes hop-by-hop headers of answers on, and copies all headers twice.
 */
@Singleton
class Forwarder {
    private static final Logger LOG = Logger.getLogger(Forwarder.class);
    /** Answers up to this size are sent in one write. */
    private static final long SMALL = 16 * 1024;

    private static final Set<String> WITH_BODY = Set.of("PUT", "PATCH", "POST");
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Connections connections;
    private final WholeBody bodies;
    /** Event streams under way, with the requests that feed them. */
    private final Map<HttpServerResponse, HttpClientRequest> streams = new ConcurrentHashMap<>();

    Forwarder(Connections connections, WholeBody bodies) {
        this.connections = connections;
        this.bodies = bodies;
    }

    /** Takes the exchange over; its request is paused. */
    void forward(Exchange exchange, Route route, Upstream upstream, PublicHost host) {
        HttpServerRequest request = exchange.request();
        boolean bodiless = !announced(request) && !unannounced(request);
        boolean streamed = route.upload();
        if (!bodiless && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        if (bodiless || streamed) {
            open(exchange, route, upstream, host, null);
            return;
        }
        bodies.read(exchange, route.bodyBytes())
                .onSuccess(exchange.step(Stage.READ, body -> open(exchange, route, upstream, host, body)))
                .onFailure(exchange.step(Stage.READ, failure -> unread(exchange, failure)));
    }

    /** @param body null: there is none, or it is streamed */
    private void open(Exchange exchange, Route route, Upstream upstream, PublicHost host, @Nullable Buffer body) {
        connections
                .open(exchange, upstream, use(exchange.request(), route))
                .onSuccess(exchange.step(Stage.CONNECTED, out -> {
                    boolean reused = Connections.reused(out);
                    out.response().onFailure(exchange.step(Stage.ANSWERED, failure -> {
                        if (reused && closed(failure) && repeatable(exchange, body)) {
                            exchange.repeat();
                            open(exchange, route, upstream, host, body);
                        } else {
                            unanswered(exchange, failure);
                        }
                    }));
                    send(exchange, route, host, out, body);
                }))
                .onFailure(exchange.step(Stage.CONNECTED, failure -> {
                    // A connection of the pool was closed as it was taken; nothing was sent on it.
                    if (failure instanceof HttpClosedException && repeatable(exchange, body)) {
                        exchange.repeat();
                        open(exchange, route, upstream, host, body);
                    } else {
                        unreachable(exchange, failure);
                    }
                }));
    }

    /** Whether that is why it failed: as it was written (then the request was reset for that), or later. */
    private static boolean closed(Throwable failure) {
        Throwable reason =
                failure instanceof StreamResetException && failure.getCause() != null ? failure.getCause() : failure;
        return reason instanceof HttpClosedException || reason instanceof IOException;
    }

    /** What a service may get twice: a read without a body that was not repeated yet, whose client is there. */
    private static boolean repeatable(Exchange exchange, @Nullable Buffer body) {
        HttpServerRequest request = exchange.request();
        boolean bodiless = body == null ? !announced(request) && !unannounced(request) : body.length() == 0;
        return bodiless
                && !exchange.repeated()
                && !exchange.over()
                && !request.response().closed()
                && READS.contains(request.method().name());
    }

    private static void unread(Exchange exchange, Throwable failure) {
        exchange.refuse(
                Unread.in(failure).orElseGet(() -> ApiError.of(ErrorCode.BAD_REQUEST, "The request body broke off.")));
    }

    private static Connections.Use use(HttpServerRequest request, Route route) {
        if (route.upload()) {
            return Connections.Use.UPLOAD;
        }
        return route.stream() && request.method().equals(HttpMethod.GET)
                ? Connections.Use.STREAM
                : Connections.Use.CALL;
    }

    private void send(Exchange exchange, Route route, PublicHost host, HttpClientRequest out, @Nullable Buffer body) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = request.response();
        if (response.closed()) {
            out.reset();
            return;
        }
        // Of a stream, the client's leaving shows nowhere else.
        response.closeHandler(left -> {
            streams.remove(response);
            if (!response.ended()) {
                out.reset();
            }
        });
        EndToEnd.request(request.headers(), out.headers());
        out.putHeader(ArmHeaders.CORRELATION, exchange.correlation());
        String parent = exchange.step().header();
        if (parent != null) {
            out.putHeader(Traces.HEADER, parent);
        }
        host.tell(out.headers(), request.remoteAddress());
        out.response().onSuccess(exchange.step(Stage.ANSWERED, answer -> relay(exchange, out, answer)));
        if (route.upload()) {
            request.end().onSuccess(exchange.step(Stage.READ, v -> await(exchange, out)));
        }
        sendBody(request, out, body, route.bodyBytes()).onFailure(failure -> out.reset(0, failure));
    }

    /** A file has come; its client may be silent until the service has worked on it. */
    private static void await(Exchange exchange, HttpClientRequest out) {
        Runnable answered = Silence.excuse(exchange.request().connection());
        exchange.hold(answered);
        out.response().onComplete(head -> answered.run());
    }

    private static Future<Void> sendBody(
            HttpServerRequest request, HttpClientRequest out, @Nullable Buffer body, long limit) {
        if (announced(request)) {
            out.putHeader(HttpHeaders.CONTENT_LENGTH, request.getHeader(HttpHeaders.CONTENT_LENGTH));
        } else if (unannounced(request)) {
            out.setChunked(true);
        } else {
            request.resume();
            return out.end();
        }
        return body == null
                ? new LimitedBody(request, limit).pipe().endOnFailure(false).to(out)
                : out.end(body);
    }

    private static boolean announced(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    private static boolean unannounced(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? WITH_BODY.contains(request.method().name())
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private void relay(Exchange exchange, HttpClientRequest out, HttpClientResponse answer) {
        HttpServerResponse response = exchange.request().response();
        if (response.closed()) {
            out.reset();
            return;
        }
        response.setStatusCode(answer.statusCode());
        EndToEnd.answer(answer.headers(), response.headers());
        long length = length(answer);
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean stream = type != null && type.startsWith("text/event-stream");
        boolean head = exchange.request().method().equals(HttpMethod.HEAD);
        if (head && stream) {
            response.end();
            // The service may go on with a body that nobody gets: whoever had the connection next would wait behind it.
            out.reset();
            return;
        }
        if ((length >= 0 && length <= SMALL) || head) {
            answer.body()
                    .onSuccess(exchange.step(Stage.ANSWERED, body -> response.end(body)))
                    .onFailure(exchange.step(Stage.ANSWERED, failure -> broken(exchange, out, failure)));
            return;
        }
        if (length < 0) {
            response.setChunked(true);
        }
        if (stream) {
            streams.put(response, out);
        }
        answer.pipe()
                .endOnFailure(false)
                .to(response)
                .onFailure(exchange.step(Stage.ANSWERED, failure -> broken(exchange, out, failure)))
                .onComplete(done -> streams.remove(response));
    }

    /** As announced, zero for answers that have no body, -1 when it is not known. */
    private static long length(HttpClientResponse answer) {
        String announced = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null) {
            return Long.parseLong(announced);
        }
        return answer.statusCode() == 204 || answer.statusCode() == 304 ? 0 : -1;
    }

    private static void broken(Exchange exchange, HttpClientRequest out, Throwable failure) {
        exchange.tellLogs();
        LOG.debugf("%s: the answer broke off: %s", exchange.correlation(), failure.getMessage());
        out.reset();
        if (!exchange.request().response().ended()) {
            Abort.exchange(exchange.request());
        }
    }

    /** Event streams would hold a stopping gateway until its patience ends; their clients come back by themselves. */
    void stopping(@Observes ShutdownDelayInitiatedEvent event) {
        streams.forEach((response, out) -> {
            if (!response.ended()) {
                response.end();
            }
            out.reset();
        });
    }

    private static void unreachable(Exchange exchange, Throwable failure) {
        if (exchange.over()) {
            return;
        }
        exchange.tellLogs();
        LOG.warnf("%s: %s is not reached: %s", exchange.correlation(), exchange.upstream(), failure.getMessage());
        exchange.refuse(unavailable());
    }

    private static void unanswered(Exchange exchange, Throwable failure) {
        if (exchange.request().response().closed()) {
            return;
        }
        Optional<ApiError> unread = Unread.in(failure);
        if (unread.isPresent()) {
            exchange.refuse(unread.get());
            return;
        }
        exchange.tellLogs();
        LOG.warnf("%s: %s has not answered: %s", exchange.correlation(), exchange.upstream(), failure.getMessage());
        exchange.refuse(
                failure instanceof TimeoutException
                        ? ApiError.of(ErrorCode.GATEWAY_TIMEOUT, "The service has not answered in time.")
                        : unavailable());
    }

    private static ApiError unavailable() {
        return ApiError.of(ErrorCode.SERVER_UNAVAILABLE, "The service is not available at the moment; try again.");
    }
}
