/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** Identity provider and gateway as an agent sees them, and something to connect to. */
final class PlayedService implements Closeable {
    private final HttpServer server;
    private final ServerSocket target;
    private final List<String> tests = new ArrayList<>();
    private final Map<String, String> taken = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean away;
    private volatile long dropped;

    PlayedService() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/realm/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, "{\"token_endpoint\":\"" + url() + "/token\",\"x\":[{}]}"));
        server.createContext("/token", this::token);
        server.createContext("/telemetry/tests", this::tests);
        server.createContext("/telemetry/samples", this::samples);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void target(String id, String address) {
        tests.add(
                "{\"id\":\"%s\",\"probe\":\"TcpConnect\",\"destination\":\"%s\",\"port\":%d,\"everySeconds\":1,\"count\":1}"
                        .formatted(id, address, target.getLocalPort()));
    }

    void away(boolean now) {
        away = now;
    }

    /** Each sample once, by its id. */
    Map<String, String> taken() {
        return taken;
    }

    int tokens() {
        return tokens.get();
    }

    int asked() {
        return asked.get();
    }

    long dropped() {
        return dropped;
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean right = form.contains("grant_type=client_credentials") && form.contains("client_secret=top-secret");
        tokens.incrementAndGet();
        answer(exchange, right ? 200 : 401, "{\"access_token\":\"t0\",\"expires_in\":300}");
    }

    private void tests(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        if (away) {
            answer(exchange, 503, "");
        } else if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            answer(exchange, 304, "");
        } else {
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            answer(
                    exchange,
                    200,
                    "{\"site\":\"Frankfurt\",\"pollSeconds\":1,\"unknown\":{\"a\":1},\"tests\":["
                            + String.join(",", tests) + ",{\"id\":\"later\",\"probe\":\"Quantum\"}]}");
        }
    }

    private void samples(HttpExchange exchange) throws IOException {
        if (away || !"Bearer t0".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            answer(exchange, 503, "");
            return;
        }
        String body;
        try (GZIPInputStream in = new GZIPInputStream(exchange.getRequestBody())) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try (JsonParser in = new JsonFactory().createParser(body)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.FIELD_NAME && in.currentName().equals("dropped")) {
                    in.nextToken();
                    dropped = in.getLongValue();
                } else if (token == JsonToken.FIELD_NAME && in.currentName().equals("id")) {
                    in.nextToken();
                    int at = (int) in.currentTokenLocation().getCharOffset();
                    taken.put(in.getText(), body.substring(at, Math.min(body.length(), at + 300)));
                }
            }
        }
        answer(exchange, 200, "{\"accepted\":1,\"refused\":[]}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        target.close();
    }
}
