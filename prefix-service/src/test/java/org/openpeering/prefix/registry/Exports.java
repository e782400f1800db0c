/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;

/** What the tests with a validator and a registry that write files have in common, with one start of the service for all. */
abstract class Exports {
    static final Duration LIMIT = Duration.ofSeconds(30);
    static final Path FOLDER = Path.of("target", "exports");
    static final String VRPS = "vrps.json";
    static final String DUMP = "lab.rpsl";
    /** The ROA of each prefix, as JSON. One test's stay while the next one runs: to lose them would turn verdicts over. */
    static final Map<String, String> ROAS = new LinkedHashMap<>();

    /** Both are looked at all the time. */
    public static final class WithExports implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(FOLDER.resolve(DUMP), "aut-num: AS64496\n\nroute: x\norigin: AS1\n");
                Files.writeString(FOLDER.resolve(VRPS), "{\"roas\": [], \"aspas\": []}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "openpeering.rpki.json",
                            FOLDER.resolve(VRPS).toAbsolutePath().toString(),
                    "openpeering.rpki.poll", "PT0.05S",
                    "openpeering.rpki.guard-least", "3",
                    "openpeering.rpki.guard-percent", "0",
                    "openpeering.irr.poll", "PT0.05S",
                    "openpeering.irr.files", "lab=" + FOLDER.resolve(DUMP).toAbsolutePath());
        }
    }

    @Inject
    Network network;

    Partner partner;
    Api api;
    /** The test's own, by name. */
    final Map<String, String> prefixes = new LinkedHashMap<>();

    @BeforeEach
    void partner() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        prefixes.clear();
    }

    static RequestSpecification operator() {
        return RestAssured.given()
                .queryParam("api-version", "2022-10-01")
                .header("Authorization", "Bearer " + Tokens.of("olga", "/operators"))
                .contentType("application/json");
    }

    /** Registers and announces a prefix, with AS 64496 as its origin; the ROA for it comes with the next export. */
    void announce(String name) throws Exception {
        String prefix = Network.freshPrefix();
        prefixes.put(name, prefix);
        api.put(registration(partner.peering(), name), prefixBody(prefix))
                .then()
                .statusCode(201);
        eventually(LIMIT, () -> assertThat(network.monitored(prefix)).isPresent());
        AsPath path = AsPath.of(partner.asn(), 64496);
        network.routes(
                prefix,
                1,
                network.monitored(prefix).orElseThrow().revision(),
                route(prefix, partner.router(0), partner.addresses().get(0), partner.asn(), path, MAPS),
                route(prefix, partner.router(1), partner.addresses().get(1), partner.asn(), path, MAPS));
    }

    ValidatableResponse validation(String name) {
        return api.get(registration(partner.peering(), name) + "/validation").then();
    }

    void assertVerdict(String name, String check, String verdict) {
        validation(name).body("checks.find { it.check == '" + check + "' }.verdict", equalTo(verdict));
    }

    void verdict(String name, String check, String verdict) {
        eventually(LIMIT, () -> assertVerdict(name, check, verdict));
    }

    static void replace(String file, String content) throws IOException {
        replace(file, content.getBytes(UTF_8));
    }

    static void replace(String file, byte[] content) throws IOException {
        Path draft = FOLDER.resolve("draft");
        Files.write(draft, content);
        Files.move(draft, FOLDER.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    /** What waits for a decision. */
    static String held() {
        String[] id = new String[1];
        eventually(LIMIT, () -> {
            id[0] = operator().get("/operator/registries/held").path("value.find { it.decision == null }.id");
            assertThat(id[0]).isNotNull();
        });
        return id[0];
    }

    static void release(String id) {
        operator()
                .body(Map.of("reason", "looked at"))
                .post("/operator/registries/held/" + id + "/release")
                .then()
                .statusCode(200);
    }
}
