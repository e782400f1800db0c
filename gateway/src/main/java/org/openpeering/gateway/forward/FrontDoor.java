/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.request.RequestPath;
import org.openpeering.gateway.arm.ArmHeaders;
import org.openpeering.gateway.quota.Charge;
import org.openpeering.gateway.quota.Kind;
import org.openpeering.gateway.quota.Quotas;
import org.openpeering.gateway.route.Route;
import org.openpeering.gateway.route.RoutingTable;
import org.openpeering.gateway.route.Upstream;
import org.openpeering.gateway.token.Tokens;
import org.openpeering.kit.tenancy.Caller;

/**
 * The one handler of the port. In this order: form of the request 400/405, token 401, subscription 403, quota 429, route
 * 404, api-version 400, length 413; then the service. Nothing is forwarded that a step has refused, and strangers learn
 * nothing from the later steps.
 */
@Singleton
class FrontDoor {
    private static final Logger LOG = Logger.getLogger(FrontDoor.class);
    /** Before the handlers of the HTTP extension, which are of no use here. */
    private static final int FIRST = -1_000;

    private static final String EXCHANGE = "openpeering.exchange";

    private final Tokens tokens;
    private final Quotas quotas;
    private final Forwarder forwarder;
    private final Traffic traffic;
    private final ArmHeaders headers;
    private final Optional<PublicHost> publicHost;

    FrontDoor(Tokens tokens, Quotas quotas, Forwarder forwarder, Traffic traffic, GatewayConfig config) {
        this.tokens = tokens;
        this.quotas = quotas;
        this.forwarder = forwarder;
        this.traffic = traffic;
        this.headers = new ArmHeaders(config.region());
        this.publicHost = config.publicUrl().map(PublicHost::of);
    }

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::failed);
    }

    private void enter(RoutingContext context) {
        Exchange exchange = begin(context);
        // Nothing of the body is read before the request is accepted; verifying a token can take a moment.
        exchange.request().pause();
        Optional<ApiError> malformed = Admission.form(exchange.request());
        if (malformed.isPresent()) {
            exchange.refuse(malformed.get());
            return;
        }
        switch (RequestPath.of(exchange.request().uri())) {
            case RequestPath.Ambiguous(ApiError error) -> exchange.refuse(error);
            case RequestPath.Clear(List<String> segments) -> identify(exchange, segments);
        }
    }

    private Exchange begin(RoutingContext context) {
        Exchange exchange = new Exchange(context);
        context.put(EXCHANGE, exchange);
        context.addHeadersEndHandler(v -> complete(exchange));
        context.addBodyEndHandler(v -> traffic.count(exchange));
        return exchange;
    }

    private void complete(Exchange exchange) {
        MultiMap answer = exchange.request().response().headers();
        headers.complete(exchange.request(), answer, exchange.correlation(), Instant.now());
        Charge charge = exchange.charge();
        if (charge != null) {
            answer.set(charge.header(), Long.toString(charge.remaining()));
        }
    }

    private void identify(Exchange exchange, List<String> segments) {
        Optional<ApiError> encoded = RoutingTable.encodedFixedSegment(segments);
        if (encoded.isPresent()) {
            exchange.refuse(encoded.get());
            return;
        }
        Route route = RoutingTable.find(segments);
        Optional<Tokens.Verdict> known = tokens.recall(exchange.context());
        if (known.isPresent()) {
            decide(exchange, route, known.get());
            return;
        }
        Context loop = Vertx.currentContext();
        // The one subscription: here the HTTP server's handler meets the extension's Uni, which never fails.
        tokens.verify(exchange.context())
                .emitOn(task -> loop.runOnContext(v -> task.run()))
                .subscribe()
                .with(verdict -> decide(exchange, route, verdict), exchange.context()::fail);
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
                .or(() -> charge(exchange, route, caller))
                .or(() -> Admission.request(request, route));
        Upstream upstream = route.upstream();
        if (refusal.isPresent() || upstream == null) {
            exchange.refuse(refusal.orElseThrow());
            return;
        }
        Optional<PublicHost> host = publicHost.or(() -> PublicHost.of(request));
        if (host.isEmpty()) {
            exchange.refuse(ApiError.at(ErrorCode.BAD_REQUEST, "Host", "The Host header is missing or not a host."));
            return;
        }
        exchange.goesTo(route);
        forwarder.forward(exchange, route, upstream, host.get());
    }

    private Optional<ApiError> charge(Exchange exchange, Route route, Caller caller) {
        Kind kind = Kind.of(exchange.request().method().name());
        Charge charge = quotas.charge(route, caller.subject(), kind);
        exchange.charged(charge);
        if (charge.granted()) {
            return Optional.empty();
        }
        exchange.request().response().putHeader("Retry-After", Long.toString(charge.retryAfter()));
        return Optional.of(ApiError.of(
                ErrorCode.TOO_MANY_REQUESTS,
                "The number of " + kind.wire() + " exceeds the quota; try again after " + charge.retryAfter()
                        + " seconds."));
    }

    private void failed(RoutingContext context) {
        Exchange known = context.get(EXCHANGE);
        Exchange exchange = known == null ? begin(context) : known;
        if (context.statusCode() == 400) {
            exchange.refuse(ApiError.of(ErrorCode.BAD_REQUEST, "The request's head is not valid."));
            return;
        }
        LOG.errorf(context.failure(), "request %s failed in the gateway", exchange.correlation());
        exchange.refuse(ApiError.of(
                ErrorCode.INTERNAL_SERVER_ERROR, "Internal server error; request id " + exchange.correlation() + "."));
    }
}
