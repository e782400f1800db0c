/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.RequestPath;
import org.openpeering.contract.text.Prose;
import org.openpeering.gateway.arm.ArmHeaders;
import org.openpeering.gateway.document.ApiDocument;
import org.openpeering.gateway.quota.Charge;
import org.openpeering.gateway.quota.Kind;
import org.openpeering.gateway.quota.Quotas;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.RoutingTable;
import org.openpeering.gateway.route.Upstream;
import org.openpeering.gateway.token.Tokens;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.kit.trace.Traces;

/**
 * The one handler of the port. In this order: form of the request 400/405/414/431, token 401, subscription 403, quota 429,
 * route 404, api-version 400, length 413, host 421; then the service. Nothing is forwarded that a step has refused, and
 * strangers learn nothing from the later steps; they may read the API document. Every answer has the one error body and the headers of section G.6, also
 * those to what could not be parsed.
 */
@Singleton
class FrontDoor {
    private static final String EXCHANGE = "openpeering.exchange";
    /** Below the port's own limit and above the length of a target that is ambiguous for its length. */
    private static final int LONGEST_LINE = 32_768;

    private final Tokens tokens;
    private final Quotas quotas;
    private final Forwarder forwarder;
    private final ApiDocument document;
    private final Traffic traffic;
    private final Traces traces;
    private final Stages stages;
    private final ArmHeaders headers;
    private final PublicHost.Rule hosts;
    /** The extension that verifies tokens wants a routing context. */
    private final Router router;

    FrontDoor(
            Vertx vertx,
            Tokens tokens,
            Quotas quotas,
            Forwarder forwarder,
            ApiDocument document,
            Traffic traffic,
            Traces traces,
            Stages stages,
            GatewayConfig config) {
        this.tokens = tokens;
        this.quotas = quotas;
        this.forwarder = forwarder;
        this.document = document;
        this.traffic = traffic;
        this.traces = traces;
        this.stages = stages;
        this.headers = new ArmHeaders(config.region());
        this.hosts = PublicHost.Rule.of(config);
        this.router = Router.router(vertx);
        router.route().handler(this::enter).failureHandler(this::failed);
    }

    /** A request whose head was parsed. */
    void receive(HttpServerRequest request) {
        String target = request.uri();
        if (target != null && target.startsWith("/")) {
            router.handle(request);
        } else {
            Exchange exchange = begin(request);
            exchange.step(Stage.RECEIVED, () -> check(exchange, verified -> {}));
        }
    }

    /** A request whose head was not. */
    void unreadable(HttpServerRequest request) {
        Exchange exchange = begin(request);
        exchange.step(Stage.RECEIVED, () -> {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            exchange.refuse(unreadable(request.decoderResult().cause()));
            request.connection().close();
        });
    }

    private static ApiError unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> lineTooLong();
            case TooLongHttpHeaderException _ -> Admission.headersTooLarge();
            case null, default -> ApiError.of(ErrorCode.BAD_REQUEST, "The request's head is not valid.");
        };
    }

    private static ApiError lineTooLong() {
        return ApiError.at(ErrorCode.URI_TOO_LONG, "path", "The request line is too long.");
    }

    private void enter(RoutingContext context) {
        Exchange exchange = begin(context.request());
        context.put(EXCHANGE, exchange);
        exchange.step(
                Stage.RECEIVED,
                () -> check(
                        exchange,
                        segments -> document.at(segments, context.request().getHeader(HttpHeaders.ACCEPT))
                                .ifPresentOrElse(
                                        part -> show(exchange, part, segments),
                                        () -> identify(exchange, context, segments))));
    }

    /** Needs no token; all who read it have one quota. */
    private void show(Exchange exchange, ApiDocument.Part part, List<String> segments) {
        HttpServerRequest request = exchange.request();
        if (Kind.of(request.method().name()) != Kind.READS) {
            exchange.refuse(ApiError.of(ErrorCode.METHOD_NOT_ALLOWED, "The method is not allowed at this path."));
            return;
        }
        charge(exchange, RoutingTable.find(segments), "").ifPresentOrElse(exchange::refuse, () -> part.send(request));
    }

    /** Nothing of the body is read before the request is accepted; verifying a token can take a moment. */
    private static void check(Exchange exchange, Consumer<List<String>> accepted) {
        HttpServerRequest request = exchange.request();
        request.pause();
        Optional<ApiError> malformed = Admission.form(request);
        if (malformed.isPresent()) {
            exchange.refuse(malformed.get());
            return;
        }
        if (request.uri() != null && request.uri().length() > LONGEST_LINE) {
            exchange.refuse(lineTooLong());
            return;
        }
        switch (RequestPath.of(request.uri())) {
            case RequestPath.Ambiguous(ApiError error) -> exchange.refuse(error);
            case RequestPath.Clear(List<String> segments) -> accepted.accept(segments);
        }
    }

    private Exchange begin(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, stages);
        HttpServerResponse response = request.response();
        response.headersEndHandler(v -> exchange.attempt(Stage.HEAD, () -> complete(exchange)));
        response.bodyEndHandler(v -> exchange.attempt(Stage.ENDED, () -> traffic.count(exchange)));
        traffic.begin();
        exchange.hold(traffic::end);
        if (traces.on()) {
            exchange.traced(traces.first(request.method().name(), request.getHeader(Traces.HEADER)));
        }
        response.endHandler(v -> exchange.end());
        return exchange;
    }

    private void complete(Exchange exchange) {
        MultiMap answer = exchange.request().response().headers();
        headers.complete(exchange.request(), answer, exchange.correlation(), Instant.now());
        Charge charge = exchange.charge();
        if (charge != null) {
            answer.set(charge.header(), Long.toString(charge.remaining()));
        }
        if (traffic.closing() && exchange.request().version() != HttpVersion.HTTP_2) {
            answer.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private void identify(Exchange exchange, RoutingContext context, List<String> segments) {
        Optional<ApiError> encoded = RoutingTable.encodedFixedSegment(segments);
        if (encoded.isPresent()) {
            exchange.refuse(encoded.get());
            return;
        }
        Route route = RoutingTable.find(segments);
        Optional<Tokens.Verdict> known = tokens.recall(exchange.request());
        if (known.isPresent()) {
            decide(exchange, route, known.get());
            return;
        }
        Context loop = Vertx.currentContext();
        // The one subscription: here the HTTP server's handler meets the extension's Uni, which never fails.
        tokens.verify(context)
                .emitOn(task -> loop.runOnContext(v -> task.run()))
                .subscribe()
                .with(
                        verdict -> exchange.step(Stage.IDENTIFIED, () -> decide(exchange, route, verdict)),
                        context::fail);
    }

    private void decide(Exchange exchange, Route route, Tokens.Verdict verdict) {
        switch (verdict) {
            case Tokens.Verdict.Refused(ApiError error) -> exchange.refuse(error);
            case Tokens.Verdict.Valid(Caller caller) -> admit(exchange, route, caller);
        }
    }

    private void admit(Exchange exchange, Route route, Caller caller) {
        HttpServerRequest request = exchange.request();
        String method = request.method().name();
        Optional<ApiError> refusal = Admission.authorization(caller, route, method)
                .or(() -> charge(exchange, route, caller.subject()))
                .or(() -> Admission.request(request, route));
        Upstream upstream = route.upstream();
        if (refusal.isPresent() || upstream == null) {
            exchange.refuse(refusal.orElseThrow());
            return;
        }
        switch (hosts.of(request)) {
            case PublicHost.Refused(ApiError error) -> exchange.refuse(error);
            case PublicHost.Known(PublicHost host) -> {
                exchange.goesTo(route, caller.subject());
                forwarder.forward(exchange, route, upstream, host);
            }
        }
    }

    private Optional<ApiError> charge(Exchange exchange, Route route, String subject) {
        Kind kind = Kind.of(exchange.request().method().name());
        Charge charge = quotas.charge(route, subject, kind);
        exchange.charged(charge);
        if (charge.granted()) {
            return Optional.empty();
        }
        traffic.refused(kind);
        return Optional.of(ApiError.of(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "The number of " + kind.wire() + " exceeds the quota; try again after "
                                + Prose.count(charge.retryAfter(), "second") + ".")
                .retryAfter(charge.retryAfter()));
    }

    /** What the router or the extension throws; our own code fails in {@link Exchange#step}. */
    private void failed(RoutingContext context) {
        Exchange known = context.get(EXCHANGE);
        Exchange exchange = known == null ? begin(context.request()) : known;
        exchange.step(Stage.RECEIVED, () -> {
            if (context.statusCode() >= 400 && context.statusCode() < 500) {
                exchange.refuse(ApiError.of(ErrorCode.BAD_REQUEST, "The request's head is not valid."));
            } else {
                throw new IllegalStateException("the router gave up", context.failure());
            }
        });
    }
}
