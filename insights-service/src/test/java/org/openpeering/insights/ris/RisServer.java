/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.http.WebSocketFrame;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A server that speaks as RIS Live does, and says what the test wants it to. */
public final class RisServer implements AutoCloseable {
    static {
        // Quarkus, when one of its tests has run in this JVM, leaves word that no server takes WebSockets.
        System.clearProperty("vertx.disableWebsockets");
    }

    private final HttpServer server;
    private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile boolean answering = true;
    private volatile @Nullable Context loop;
    private int refusing;

    public RisServer(Vertx vertx) {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandshakeHandler(this::decide)
                .webSocketHandler(this::open);
        await(server.listen());
    }

    private synchronized void decide(ServerWebSocketHandshake handshake) {
        if (refusing > 0) {
            refusing--;
            handshake.reject(503);
        } else {
            handshake.accept();
        }
    }

    private void open(ServerWebSocket socket) {
        loop = Vertx.currentContext();
        received.add(socket.uri());
        socket.textMessageHandler(message -> {
            received.add(message);
            if (answering && message.contains("\"ping\"")) {
                socket.writeTextMessage("{\"type\":\"pong\",\"data\":null}");
            } else if (answering && message.contains("ris_subscribe")) {
                socket.writeTextMessage("{\"type\":\"ris_subscribe_ok\",\"data\":{}}");
            }
        });
        sockets.add(socket);
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + server.actualPort() + "/v1/ws/");
    }

    /** Of all clients, in order: where each connected to, and what it said. */
    List<String> received() {
        return received;
    }

    /** What was asked for since the last connection, pings left out. */
    List<String> asked() {
        List<String> last = received.subList(received.lastIndexOf("/v1/ws/?client=test") + 1, received.size());
        return last.stream().filter(message -> !message.contains("\"ping\"")).toList();
    }

    public long connections() {
        return sockets.size();
    }

    /** Does not accept the next ones. */
    synchronized void refuse(int connections) {
        refusing = connections;
    }

    /** Says nothing by itself any more. */
    void silence() {
        answering = false;
    }

    public void send(String message) {
        await(sockets.getLast().writeTextMessage(message));
    }

    /** In one task of the event loop: an answer that it sends by itself must not come between the parts. */
    void sendInParts(String message) {
        int half = message.length() / 2;
        ServerWebSocket socket = sockets.getLast();
        Promise<Void> sent = Promise.promise();
        Objects.requireNonNull(loop).runOnContext(_ -> {
            var first = socket.writeFrame(WebSocketFrame.textFrame(message.substring(0, half), false));
            var ping = socket.writePing(Buffer.buffer("?"));
            var last =
                    socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(message.substring(half)), true));
            Future.all(first, ping, last).<Void>mapEmpty().onComplete(sent);
        });
        await(sent.future());
    }

    /** As it does with who reads too slowly. */
    void cut(String why) {
        await(sockets.getLast().close((short) 1008, why));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(server.close());
    }
}
