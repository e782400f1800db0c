/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.startsWith;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;
import static org.openpeering.registry.testing.Stayrtr.roa;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;
import org.openpeering.registry.testing.Stayrtr;
import org.openpeering.stack.server.CertificateAuthority;

/**
 * The service follows real caches. Of two that are configured the preferred one is not there at first, the other one is
 * behind TLS. Verdicts follow a change of VRPs within a second.
 */
@QuarkusTest
@TestProfile(RtrFlowTest.WithCaches.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RtrFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PROMISE = Duration.ofSeconds(1);
    private static final Path FOLDER = Path.of("target", "rtr-flow").toAbsolutePath();
    private static final Stayrtr PREFERRED = new Stayrtr(FOLDER.resolve("preferred"));
    private static final Stayrtr NEXT = new Stayrtr(FOLDER.resolve("next"));
    private static final String PREFERRED_NAME = "127.0.0.1:" + PREFERRED.port();
    private static final String NEXT_NAME = "tls://localhost:" + NEXT.port();

    /** The certificate of the second one is signed by an authority of the test. */
    public static final class WithCaches implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            CertificateAuthority authority = new CertificateAuthority(FOLDER);
            authority.ensure();
            return Map.of(
                    "openpeering.rpki.rtr",
                    PREFERRED_NAME + ", " + NEXT_NAME,
                    "openpeering.rpki.failover-after",
                    "PT1S",
                    "openpeering.rpki.tls-configuration-name",
                    "rpki",
                    "quarkus.tls.rpki.trust-store.pem.certs",
                    authority.caFile().toString());
        }
    }

    @Inject
    Network network;

    @Inject
    Registries registries;

    @BeforeAll
    static void startNext() throws Exception {
        assumeThat(Stayrtr.isInstalled()).as("stayrtr").isTrue();
        identity();
        NEXT.serve(roa("203.0.113.0/24", 24, 64496));
        NEXT.startTls(2, FOLDER.resolve("chain.pem"), FOLDER.resolve("key.pem"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        PREFERRED.stop();
        NEXT.stop();
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

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    private static ValidatableResponse rpki() {
        return RestAssured.given()
                .queryParam("api-version", "2022-10-01")
                .header("Authorization", "Bearer " + Tokens.of("olga", "/operators"))
                .get("/operator/registries")
                .then()
                .statusCode(200)
                .rootPath("value.find { it.name == 'rpki' }");
    }

    @Test
    @Order(1)
    void theNextCacheIsFollowedOverTlsWhileThePreferredOneIsAway() {
        eventually(
                LIMIT,
                () -> rpki().body("entries", equalTo(1))
                        .body("state", equalTo("Current"))
                        .body("asOfWord", equalTo("Source"))
                        .body("version", startsWith(NEXT_NAME + " "))
                        .body("caches.name", equalTo(List.of(PREFERRED_NAME, NEXT_NAME)))
                        .body("caches.counts", equalTo(List.of(false, true)))
                        .body("caches[0].failures", greaterThan(0)));
    }

    @Test
    @Order(2)
    void aVerdictFollowsTheVrpsOfThePreferredCacheWithinASecond() throws Exception {
        PREFERRED.serve(roa("203.0.113.0/24", 24, 64500));
        PREFERRED.start(2);
        Partner partner = network.partner();
        Api api = new Api(partner.subscription(), "Contributor");
        String prefix = Network.freshPrefix();
        String registered = registration(partner.peering(), "a");
        api.put(registered, prefixBody(prefix)).then().statusCode(201);
        eventually(LIMIT, () -> assertThat(network.monitored(prefix)).isPresent());
        AsPath path = AsPath.of(partner.asn());
        network.routes(
                prefix,
                1,
                network.monitored(prefix).orElseThrow().revision(),
                route(prefix, partner.router(0), partner.addresses().get(0), partner.asn(), path, MAPS),
                route(prefix, partner.router(1), partner.addresses().get(1), partner.asn(), path, MAPS));
        eventually(
                LIMIT,
                () -> api.get(registered + "/validation")
                        .then()
                        .body("checks.find { it.check == 'RpkiOrigin' }.code", equalTo("RpkiNotFound")));
        eventually(LIMIT, () -> rpki().body("version", startsWith(PREFERRED_NAME + " ")));
        String before = registries.state().rpki().version();

        PREFERRED.serve(roa(prefix, 24, 64511));

        eventually(LIMIT, () -> assertThat(registries.state().rpki().version()).isNotEqualTo(before));
        eventually(
                PROMISE, () -> api.get(registered).then().body("properties.prefixValidationState", equalTo("Failed")));
    }
}
