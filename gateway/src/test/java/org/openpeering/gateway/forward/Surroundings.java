/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/** What stands around a gateway: an identity provider and three services that answer with what they got. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    static final String ISSUER = "openpeering";
    private static final String PASSWORD = "openpeering";
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
            Map<String, String> settings = new HashMap<>();
            settings.put(
                    "quarkus.oidc.auth-server-url", PROVIDER.issuerUrl(ISSUER).toString());
            settings.put("openpeering.gateway.partner-url", "http://127.0.0.1:" + PARTNER.port());
            settings.put("openpeering.gateway.prefix-url", "http://127.0.0.1:" + PREFIX.port());
            settings.put("openpeering.gateway.insights-url", "http://127.0.0.1:" + INSIGHTS.port());
            settings.put("openpeering.gateway.hosts", "127.0.0.1,a,gateway.example");
            settings.put("openpeering.gateway.pool.timeout", "1s");
            settings.put("openpeering.gateway.pool.stream-timeout", "1s");
            settings.put("openpeering.gateway.pool.body-timeout", "3s");
            settings.put("openpeering.gateway.pool.streams", "16");
            // Longer than all of these; clients of tests give a silent connection up before.
            settings.put("quarkus.http.idle-timeout", "4s");
            System.setProperty("jdk.httpclient.keepalive.timeout", "2");
            settings.put("quarkus.http.host", "127.0.0.1");
            settings.put("quarkus.http.tls-configuration-name", "door");
            settings.put("quarkus.tls.door.key-store.p12.path", keyStore().toString());
            settings.put("quarkus.tls.door.key-store.p12.password", PASSWORD);
            port(settings, "quarkus.http.ssl-port", "quarkus.http.test-ssl-port");
            port(settings, "quarkus.http.port", "quarkus.http.test-port");
            port(settings, "quarkus.management.port", "quarkus.management.test-port");
            return settings;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key store with a certificate that nobody trusts. */
    private static Path keyStore() throws IOException {
        Path store = Files.createTempDirectory(Path.of("target"), "door-").resolve("door.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(), "-genkeypair", "-alias", "door", "-dname", "CN=localhost", "-keyalg", "RSA");
        List<String> where = List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD);
        try {
            Process made = new ProcessBuilder(
                            Stream.concat(command.stream(), where.stream()).toList())
                    .inheritIO()
                    .start();
            if (made.waitFor() != 0) {
                throw new IOException("keytool failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return store.toAbsolutePath();
    }

    /** Tests look for the latter; so does a gateway in this process, one in another looks for the former. */
    private static void port(Map<String, String> settings, String name, String nameForTests) throws IOException {
        String port = Integer.toString(freePort());
        settings.put(name, port);
        settings.put(nameForTests, port);
        System.setProperty(nameForTests, port);
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
