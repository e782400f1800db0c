/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands for a service's jar: says what reached it and reports its health where a real one does. */
public final class FakeService {
    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("url " + System.getProperty("quarkus.datasource.jdbc.url"));
        System.out.println("password property " + System.getProperty("quarkus.datasource.password"));
        System.out.println("password variable " + System.getenv("QUARKUS_DATASOURCE_PASSWORD"));
        System.out.println("key variable " + System.getenv("OPENPEERING_ENCRYPTION_KEYS_LOCAL"));
        int port = Integer.getInteger("quarkus.management.port");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/q/health/live", exchange -> {
            byte[] body = "{\n  \"status\": \"DOWN\"\n}".getBytes(StandardCharsets.UTF_8);
            boolean down = Files.exists(Path.of("down"));
            exchange.sendResponseHeaders(down ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
