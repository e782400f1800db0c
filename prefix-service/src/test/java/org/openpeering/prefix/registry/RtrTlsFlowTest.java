/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.startsWith;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.stack.server.CertificateAuthority;

/** Two caches are configured: the preferred one is not there, the other is a real one, stayrtr, behind TLS. */
@QuarkusTest
@TestProfile(RtrTlsFlowTest.WithCaches.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RtrTlsFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path FOLDER = Path.of("target", "rtr-tls-flow").toAbsolutePath();
    private static final int NOBODY = freePort();
    private static final int PORT = freePort();

    /** The cache's certificate is signed by an authority of the test. */
    public static final class WithCaches implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            CertificateAuthority authority = new CertificateAuthority(FOLDER);
            authority.ensure();
            return Map.of(
                    "openpeering.rpki.rtr",
                    "127.0.0.1:" + NOBODY + ", tls://localhost:" + PORT,
                    "openpeering.rpki.failover-after",
                    "PT1S",
                    "openpeering.rpki.tls-configuration-name",
                    "rpki",
                    "quarkus.tls.rpki.trust-store.pem.certs",
                    authority.caFile().toString());
        }
    }

    private Process cache;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> stayrtr() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "stayrtr"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    /** In files, as stayrtr wants them. */
    private static void identity() throws IOException, GeneralSecurityException {
        CertificateAuthority authority = new CertificateAuthority(FOLDER);
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = authority.password().toCharArray();
        try (InputStream in = Files.newInputStream(authority.serverKeyStore())) {
            store.load(in, password);
        }
        String alias = store.aliases().nextElement();
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(FOLDER.resolve("chain.pem"), chain);
        Files.writeString(
                FOLDER.resolve("key.pem"),
                pem("PRIVATE KEY", store.getKey(alias, password).getEncoded()));
    }

    @BeforeEach
    void start() throws Exception {
        assumeThat(stayrtr()).as("stayrtr").isPresent();
        identity();
        Files.writeString(FOLDER.resolve("rpki.json"), """
                {"metadata": {"buildtime": "2026-05-04T10:00:00Z"}, "roas": [
                  {"prefix": "203.0.113.0/24", "maxLength": 24, "asn": 64496, "ta": "lab", "expires": 4102444800}]}""");
        cache = new ProcessBuilder(
                        stayrtr().orElseThrow(),
                        "-bind",
                        "",
                        "-tls.bind",
                        "127.0.0.1:" + PORT,
                        "-tls.cert",
                        FOLDER.resolve("chain.pem").toString(),
                        "-tls.key",
                        FOLDER.resolve("key.pem").toString(),
                        "-cache",
                        FOLDER.resolve("rpki.json").toString(),
                        "-checktime=false",
                        "-metrics.addr",
                        "127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("log").toFile())
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (cache != null) {
            cache.destroy();
            assertThat(cache.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theNextCacheIsFollowedOverTlsWhileThePreferredOneIsAway() {
        eventually(
                LIMIT,
                () -> RestAssured.given()
                        .queryParam("api-version", "2022-10-01")
                        .header("Authorization", "Bearer " + Tokens.of("olga", "/operators"))
                        .get("/operator/registries")
                        .then()
                        .statusCode(200)
                        .rootPath("value.find { it.name == 'rpki' }")
                        .body("entries", equalTo(1))
                        .body("state", equalTo("Current"))
                        .body("asOfWord", equalTo("Source"))
                        .body("version", startsWith("tls://localhost:" + PORT + " "))
                        .body("caches.name", equalTo(List.of("127.0.0.1:" + NOBODY, "tls://localhost:" + PORT)))
                        .body("caches.counts", equalTo(List.of(false, true)))
                        .body("caches[0].failures", greaterThan(0)));
    }
}
