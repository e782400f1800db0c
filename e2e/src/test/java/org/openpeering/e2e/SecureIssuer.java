/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.openpeering.stack.server.CertificateAuthority;
import org.openpeering.stack.server.TestIdentity;

/** An identity provider behind TLS: production believes no other. */
final class SecureIssuer implements AutoCloseable {
    private final TestIdentity identity = new TestIdentity();
    private final CertificateAuthority authority;
    private final HttpsServer door;

    SecureIssuer(Path folder) throws IOException, GeneralSecurityException {
        authority = new CertificateAuthority(folder);
        authority.ensure();
        identity.start();
        door = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setHttpsConfigurator(new HttpsConfigurator(tls()));
        door.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, """
                    {"issuer": "%s", "jwks_uri": "%s/jwks"}\
                    """.formatted(identity.issuerUrl(), url())));
        door.createContext("/jwks", exchange -> answer(exchange, keys()));
        door.start();
    }

    private SSLContext tls() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(authority.serverKeyStore())) {
            keys.load(file, authority.password().toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, authority.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String keys() throws IOException {
        try (InputStream keys =
                URI.create(identity.issuerUrl() + "/jwks").toURL().openStream()) {
            return new String(keys.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "https://localhost:" + door.getAddress().getPort();
    }

    /** What tokens claim. */
    String issuer() {
        return identity.issuerUrl();
    }

    Path caFile() {
        return authority.caFile();
    }

    String token(String subject, String group) {
        return identity.token(subject, List.of(group));
    }

    @Override
    public void close() {
        door.stop(0);
        identity.close();
    }
}
