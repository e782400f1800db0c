/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.openpeering.gateway.route.Upstream;

/**
 * The connections to the services: one pool per service for each use, so that long ones starve nobody, with {@link Places}
 * in front of each, so that no subscription starves another.
 */
@Singleton
class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    /** What a connection is taken for. */
    enum Use {
        CALL,
        /** Its answer goes on and on. */
        STREAM,
        /** Nothing comes back until a large body has been sent and worked on. */
        UPLOAD
    }

    private record Pool(Upstream upstream, Use use) {}

    private record Origin(String host, int port, boolean tls) {
        static Origin of(URI url) {
            boolean tls = "https".equals(url.getScheme());
            boolean known = tls || "http".equals(url.getScheme());
            if (!known || url.getHost() == null) {
                throw new IllegalArgumentException("the URL of a service has to be http(s)://host[:port]: " + url);
            }
            int usual = tls ? 443 : 80;
            return new Origin(url.getHost(), url.getPort() < 0 ? usual : url.getPort(), tls);
        }
    }

    private final Map<Upstream, Origin> origins = new EnumMap<>(Upstream.class);
    private final Map<Pool, Places> places = new HashMap<>();
    private final GatewayConfig.Pool config;
    private final Map<Use, HttpClient> pooled = new EnumMap<>(Use.class);
    /** For what is repeated: no connection is used twice. */
    private final Map<Use, HttpClient> fresh = new EnumMap<>(Use.class);

    Connections(Vertx vertx, GatewayConfig config) {
        this.config = config.pool();
        origins.put(Upstream.PARTNER, Origin.of(config.partnerUrl()));
        origins.put(Upstream.PREFIX, Origin.of(config.prefixUrl()));
        origins.put(Upstream.INSIGHTS, Origin.of(config.insightsUrl()));
        for (Use use : Use.values()) {
            pooled.put(use, vertx.createHttpClient(options(use)));
            fresh.put(use, vertx.createHttpClient(options(use).setKeepAlive(false)));
        }
        for (Upstream upstream : Upstream.values()) {
            for (Use use : Use.values()) {
                places.put(
                        new Pool(upstream, use),
                        new Places(
                                size(use),
                                this.config.queue(),
                                this.config.connectTimeout().toMillis()));
            }
        }
    }

    private int size(Use use) {
        return switch (use) {
            case CALL -> config.connections();
            case STREAM -> config.streams();
            case UPLOAD -> config.uploads();
        };
    }

    private int silenceMillis(Use use) {
        return switch (use) {
            // A request's own time ends with the head of its answer; this one goes on to the end of the body.
            case CALL -> millis(config.timeout()) * 2;
            case STREAM -> millis(config.streamTimeout());
            case UPLOAD -> millis(config.uploadTimeout());
        };
    }

    private HttpClientOptions options(Use use) {
        return new HttpClientOptions()
                .setMaxPoolSize(size(use))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(silenceMillis(use))
                .setMaxWaitQueueSize(config.queue())
                .setConnectTimeout(millis(config.connectTimeout()))
                // Shorter than the services' own, so that they rarely close what is about to be used.
                .setKeepAliveTimeout(20)
                .setMaxHeaderSize(32 * 1024)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    /**
     * A request to the service, which ends by itself when nothing comes back. Its place is free again when the answer is
     * there or will not come, at the latest when the exchange is over.
     */
    Future<HttpClientRequest> open(Exchange exchange, Upstream upstream, Use use) {
        HttpServerRequest request = exchange.request();
        RequestOptions options = options(upstream, request.method(), request.uri(), use);
        HttpClient client = Objects.requireNonNull((exchange.repeated() ? fresh : pooled).get(use));
        return Objects.requireNonNull(places.get(new Pool(upstream, use)))
                .take(exchange.share(), Vertx.currentContext())
                .compose(place -> {
                    exchange.hold(place::close);
                    return exchange.over()
                            ? Future.failedFuture(new Places.NoPlace("the client has left"))
                            : client.request(options)
                                    .onSuccess(out -> opened(exchange, out, place))
                                    .onFailure(failure -> place.close());
                });
    }

    /** Whether something was answered on its connection before. */
    static boolean reused(HttpClientRequest out) {
        return out.connection() instanceof HttpClientConnection connection
                && connection.lastResponseReceivedTimestamp() > 0;
    }

    private static void opened(Exchange exchange, HttpClientRequest out, Places.Place place) {
        exchange.sends(out);
        // Failures come with the answer's future, too; without a handler they would be logged as errors.
        out.exceptionHandler(failure -> LOG.debugf("%s: %s", exchange.correlation(), failure.getMessage()));
        out.response().onComplete(head -> answered(head, place));
    }

    private static void answered(AsyncResult<HttpClientResponse> head, Places.Place place) {
        if (head.succeeded()) {
            head.result().end().onComplete(done -> place.close());
        } else {
            place.close();
        }
    }

    private RequestOptions options(Upstream upstream, HttpMethod method, String uri, Use use) {
        Origin origin = Objects.requireNonNull(origins.get(upstream));
        return new RequestOptions()
                .setHost(origin.host)
                .setPort(origin.port)
                .setSsl(origin.tls)
                .setMethod(method)
                .setURI(uri)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout((use == Use.UPLOAD ? config.uploadTimeout() : config.timeout()).toMillis());
    }

    private static int millis(Duration time) {
        return Math.toIntExact(time.toMillis());
    }
}
