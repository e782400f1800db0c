/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openpeering.stack.demo.Json;

/** Receivers of webhooks on loopback, told apart by their paths; those below {@code /hangs/} take what comes and never answer. */
final class Receivers implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** By path and message, when it came first. */
    private final Map<String, Long> taken = new ConcurrentHashMap<>();

    Receivers() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.createContext("/hangs/", this::hang);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        long now = System.nanoTime();
        exchange.sendResponseHeaders(NO_CONTENT, -1);
        exchange.close();
        String id =
                Json.parse(new String(body, StandardCharsets.UTF_8)).path("id").asText();
        taken.putIfAbsent(exchange.getRequestURI().getPath() + " " + id, now);
    }

    private void hang(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    /** When each message came first, by path and message with a space between. */
    Map<String, Long> taken() {
        return Map.copyOf(taken);
    }

    /** What came before does not count any more. */
    void forget() {
        taken.clear();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
