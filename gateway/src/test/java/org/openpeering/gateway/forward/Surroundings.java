/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/** What stands around a gateway: an identity provider and three services that answer with what they got. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    static final String ISSUER = "openpeering";
    static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    static final Vertx VERTX = Vertx.vertx();
    static final EchoService PARTNER = new EchoService(VERTX, "partner");
    static final EchoService PREFIX = new EchoService(VERTX, "prefix");
    static final EchoService INSIGHTS = new EchoService(VERTX, "insights");

    @Override
    public Map<String, String> start() {
        try {
            PROVIDER.start();
            PARTNER.listen(0);
            PREFIX.listen(0);
            INSIGHTS.listen(0);
            return Map.of(
                    "quarkus.oidc.auth-server-url",
                    PROVIDER.issuerUrl(ISSUER).toString(),
                    "openpeering.gateway.partner-url",
                    "http://127.0.0.1:" + PARTNER.port(),
                    "openpeering.gateway.prefix-url",
                    "http://127.0.0.1:" + PREFIX.port(),
                    "openpeering.gateway.insights-url",
                    "http://127.0.0.1:" + INSIGHTS.port(),
                    "openpeering.gateway.pool.timeout",
                    "1s",
                    "openpeering.gateway.pool.stream-timeout",
                    "1s",
                    "quarkus.http.host",
                    "127.0.0.1",
                    "quarkus.http.test-port",
                    Integer.toString(freePort()),
                    "quarkus.management.test-port",
                    Integer.toString(freePort()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        PROVIDER.shutdown();
        VERTX.close();
    }
}
