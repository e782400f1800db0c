/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.stack.process.Ports;

/**
 * Answers where the partner service would: what was PUT to a path is what GET of the path answers, to who sends a token
 * and asks for the state. A body of "503" makes it answer that. It also says whose certificates {@link Receiver}s have.
 */
public final class PartnerStandIn implements QuarkusTestResourceLifecycleManager {
    /** The system property with the port at which the service looks for an SMTP server; a test may have one there. */
    public static final String SMTP = "test.smtp";

    private static final String STATE = "application/vnd.openpeering.state+json";

    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        String smtp = Integer.toString(Ports.free());
        System.setProperty(SMTP, smtp);
        return Map.of(
                "openpeering.mail.from",
                "alerts@peering.example",
                "openpeering.mail.domains",
                "customer.example",
                "quarkus.mailer.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                smtp,
                "openpeering.partner-url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "openpeering.egress.tls-configuration-name",
                "receivers",
                "quarkus.tls.receivers.trust-store.pem.certs",
                Receiver.authority().caFile().toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = bodies.get(path);
        if (exchange.getRequestMethod().equals("PUT")) {
            bodies.put(path, exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(204, -1);
        } else if (!STATE.equals(exchange.getRequestHeaders().getFirst("Accept"))
                || exchange.getRequestHeaders().getFirst("Authorization") == null) {
            exchange.sendResponseHeaders(400, -1);
        } else if (body == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (body.length == 3) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", STATE);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
