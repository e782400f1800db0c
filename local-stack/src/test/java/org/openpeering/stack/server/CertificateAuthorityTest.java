/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    @TempDir
    static Path folder;

    @Test
    void aClientThatTrustsOnlyTheAuthorityTrustsTheServerUnderItsThreeNames() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(folder);
        authority.ensure();
        HttpsServer server = serve(authority);
        try {
            int port = server.getAddress().getPort();
            try (HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
                assertThat(status(client, "https://localhost:" + port)).isEqualTo(204);
                assertThat(status(client, "https://127.0.0.1:" + port)).isEqualTo(204);
                assertThat(status(client, "https://[::1]:" + port)).isEqualTo(204);
            }
            try (HttpClient stranger = HttpClient.newHttpClient()) {
                assertThatThrownBy(() -> status(stranger, "https://localhost:" + port))
                        .isInstanceOf(SSLHandshakeException.class);
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void onlyTheOwnerReadsPrivateKeysAndTheServersStoreLacksTheAuthoritysKey() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(folder);
        authority.ensure();

        for (String file : new String[] {"tls/ca.p12", "tls/server.p12", "secrets/tls"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(store(authority).size()).isEqualTo(1);
        assertThat(Files.readString(authority.caFile())).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void certificatesAreKeptUntilAWeekBeforeTheyExpireAndThenMadeAgain() throws Exception {
        new CertificateAuthority(folder).ensure();
        String first = Files.readString(folder.resolve("ca.pem"));

        new CertificateAuthority(folder, later(300)).ensure();
        assertThat(folder.resolve("ca.pem")).hasContent(first);

        new CertificateAuthority(folder, later(360)).ensure();
        assertThat(Files.readString(folder.resolve("ca.pem"))).isNotEqualTo(first);
    }

    private static Clock later(int days) {
        return Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
    }

    private static HttpsServer serve(CertificateAuthority authority) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(authority), authority.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        // The wildcard address: the test calls by IPv4 and IPv6.
        HttpsServer server = HttpsServer.create(new InetSocketAddress((InetAddress) null, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static KeyStore store(CertificateAuthority authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(authority.serverKeyStore())) {
            store.load(in, authority.password().toCharArray());
        }
        return store;
    }

    private static SSLContext trusting(CertificateAuthority authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority.caFile())) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static int status(HttpClient client, String uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
