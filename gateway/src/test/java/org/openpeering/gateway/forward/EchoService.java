/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that answers with what it was asked; some names in the path make it misbehave. */
final class EchoService {
    private final Vertx vertx;
    private final String name;
    private HttpServer server;
    /** Requests so far. */
    final AtomicInteger requests = new AtomicInteger();
    /** One element for each request that is not answered. */
    final BlockingQueue<String> hanging = new LinkedBlockingQueue<>();
    /** One element for each stream, and each request not answered, whose client has gone. */
    final BlockingQueue<String> left = new LinkedBlockingQueue<>();

    /** Requests that somebody else answers. */
    final BlockingQueue<HttpServerRequest> late = new LinkedBlockingQueue<>();
    /** Connections on which something was asked. */
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

    EchoService(Vertx vertx, String name) {
        this.vertx = vertx;
        this.name = name;
    }

    void listen(int port) {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        requests.incrementAndGet();
        boolean reused = !used.add(request.connection());
        String path = request.path();
        if (path.endsWith("/hang") || "true".equals(request.getParam("hang"))) {
            request.response().closeHandler(v -> left.add(request.uri()));
            hanging.add(request.uri());
        } else if ("true".equals(request.getParam("late"))) {
            request.end().onSuccess(v -> late.add(request));
        } else if (path.endsWith("/drop") || (path.endsWith("/drops-used") && reused)) {
            request.connection().close();
        } else if (path.endsWith("/closes-behind")) {
            request.response().end();
            request.connection().close();
        } else if (path.endsWith("/stream")) {
            stream(request);
        } else if (path.endsWith("/breaks-off")) {
            request.response().putHeader("Content-Length", "100000").write("begin");
            vertx.setTimer(100, id -> request.connection().close());
        } else if (request.method().name().equals("DELETE")) {
            request.response().putHeader("Content-Length", "0").end();
        } else {
            request.body().onSuccess(body -> echo(request, body.length()));
        }
    }

    private void echo(HttpServerRequest request, int length) {
        JsonObject headers = new JsonObject();
        MultiMap sent = request.headers();
        sent.names()
                .forEach(header -> headers.put(header.toLowerCase(Locale.ROOT), String.join("|", sent.getAll(header))));
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", "application/json")
                .putHeader("x-ms-request-id", name + "-1")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Connection", "keep-alive, x-private")
                .putHeader("x-private", "of this hop")
                .putHeader("Keep-Alive", "timeout=5");
        String link = sent.get("X-Forwarded-Proto") + "://" + sent.get("X-Forwarded-Host") + request.uri();
        response.end(JsonObject.of(
                        "service", name,
                        "method", request.method().name(),
                        "uri", request.uri(),
                        "length", length,
                        "nextLink", link,
                        "headers", headers)
                .toBuffer());
    }

    private void stream(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Type", "text/event-stream")
                .setChunked(true);
        boolean silent = "true".equals(request.getParam("silent"));
        response.write("data: 0\n\n");
        long timer = silent ? -1 : vertx.setPeriodic(300, id -> response.write(": heartbeat\n\n"));
        response.closeHandler(v -> {
            vertx.cancelTimer(timer);
            left.add(request.uri());
        });
    }
}
