/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.prefixBody;
import static org.openpeering.prefix.testing.Api.registration;
import static org.openpeering.prefix.testing.Make.MAPS;
import static org.openpeering.prefix.testing.Make.route;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Time alone changes verdicts: what a validator says counts for as long as it says (promise U3), but not en masse (U4). */
@QuarkusTest
@TestProfile(RegistryAgeTest.WithExport.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegistryAgeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(10);
    /** The prefix, and until when its ROA counts. */
    private static final Map<String, Instant> ROAS = new LinkedHashMap<>();

    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
    private static final Path FOLDER = Path.of("target", "registry-age");

    /** A validator that writes a file. */
    public static final class WithExport implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(FOLDER.resolve("vrps.json"), "{\"roas\": []}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "openpeering.rpki.json",
                    FOLDER.resolve("vrps.json").toAbsolutePath().toString(),
                    "openpeering.rpki.poll",
                    "PT0.05S",
                    "openpeering.rpki.guard-least",
                    "3",
                    "openpeering.rpki.guard-percent",
                    "0");
        }
    }

    @Inject
    Network network;

    private Partner partner;
    private Api api;
    private final Map<String, String> prefixes = new LinkedHashMap<>();

    @BeforeEach
    void partner() throws Exception {
        partner = network.partner();
        api = new Api(partner.subscription(), "Contributor");
        prefixes.clear();
    }

    private static RequestSpecification operator() {
        return RestAssured.given()
                .queryParam("api-version", "2022-10-01")
                .header("Authorization", "Bearer " + Tokens.of("olga", "/operators"))
                .contentType("application/json");
    }

    /** Registers and announces a prefix, with AS 64496 as its origin; the ROA for it comes with the next export. */
    private void announce(String name) throws Exception {
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
        becomes(name, "RpkiNotFound");
    }

    private void becomes(String name, String code) {
        eventually(LIMIT, () -> assertCode(name, code));
    }

    private void assertCode(String name, String code) {
        validation(name).body("checks.find { it.check == 'RpkiOrigin' }.code", equalTo(code));
    }

    private ValidatableResponse validation(String name) {
        return api.get(registration(partner.peering(), name) + "/validation").then();
    }

    private void verdict(String name, String verdict) {
        eventually(
                LIMIT,
                () -> validation(name).body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo(verdict)));
    }

    private void export(Instant built) throws IOException {
        String roas = ROAS.entrySet().stream()
                .map(roa -> "{\"asn\": 64496, \"prefix\": \"%s\", \"maxLength\": 24, \"expires\": %d}"
                        .formatted(roa.getKey(), roa.getValue().getEpochSecond()))
                .collect(Collectors.joining(", "));
        replace("{\"metadata\": {\"buildtime\": \"%s\"}, \"roas\": [%s]}".formatted(built, roas));
    }

    private static void replace(String content) throws IOException {
        Path draft = FOLDER.resolve("draft");
        Files.writeString(draft, content);
        Files.move(draft, FOLDER.resolve("vrps.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void registry(String member, Object value) {
        eventually(
                LIMIT,
                () -> operator()
                        .get("/operator/registries")
                        .then()
                        .body("value.find { it.name == 'rpki' }." + member, equalTo(value)));
    }

    @Test
    void aVerdictEndsWithTheVrpThatItRestsOn() throws Exception {
        announce("a");
        announce("b");
        ROAS.put(prefixes.get("a"), Instant.now().plus(SOON));
        ROAS.put(prefixes.get("b"), LATE);
        export(Instant.now());
        verdict("a", "Passed");

        becomes("a", "RpkiNotFound");

        verdict("b", "Passed");
        registry("state", "Current");
        // The same ROA, made anew, counts anew.
        ROAS.put(prefixes.get("a"), LATE);
        export(Instant.now());
        verdict("a", "Passed");
    }

    @Test
    void aFileThatIsTouchedStaysAsOldAsItSays() throws Exception {
        announce("a");
        ROAS.put(prefixes.get("a"), LATE);
        export(Instant.now());
        verdict("a", "Passed");
        Instant built = Instant.parse("2026-05-04T10:00:00Z");

        export(built);
        verdict("a", "Unknown");
        Files.setLastModifiedTime(FOLDER.resolve("vrps.json"), FileTime.from(Instant.now()));

        registry("asOf", built.toString());
        registry("asOfWord", "Source");
        registry("state", "Stale");
        validation("a").body("checks.find { it.check == 'RpkiOrigin' }.lastDefinite.verdict", equalTo("Passed"));
        export(Instant.now());
        verdict("a", "Passed");
    }

    @Test
    void aBuildTimeThatIsToComeIsNotBelieved() throws Exception {
        export(Instant.parse("2222-02-02T02:02:02Z"));

        registry("asOfWord", "Carrier");
        operator()
                .get("/operator/registries")
                .then()
                .body("value.find { it.name == 'rpki' }.warning", containsString("2222-02-02T02:02:02Z"));
        export(Instant.now());
        registry("asOfWord", "Source");
        operator().get("/operator/registries").then().body("value.find { it.name == 'rpki' }.warning", nullValue());
    }

    @Test
    void anExportThatHasEndedDoesNotTakeThePlaceOfTheOneInForce() throws Exception {
        announce("a");
        ROAS.put(prefixes.get("a"), LATE);
        export(Instant.now());
        verdict("a", "Passed");

        replace("{\"metadata\": {\"generated\": 1777888800, \"valid\": 1777892400}, \"roas\": []}");

        registry("lastError", "the export says that it was valid until 2026-05-04T11:00:00Z");
        assertPassed("a");
        export(Instant.now());
        registry("lastError", null);
    }

    private void assertPassed(String name) {
        validation(name).body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"));
    }

    @Test
    void aMassOfVrpsThatExpiresMakesVerdictsUnknownAndTurnsNoneOver() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            announce(name);
        }
        // Two at a time are no mass.
        Instant end = Instant.now().plus(SOON);
        ROAS.put(prefixes.get("a"), end);
        ROAS.put(prefixes.get("b"), end);
        export(Instant.now());
        verdict("b", "Passed");
        ROAS.put(prefixes.get("c"), end);
        export(Instant.now());
        verdict("c", "Passed");

        for (String name : List.of("a", "b", "c")) {
            verdict(name, "Unknown");
            validation(name).body("checks.find { it.check == 'RpkiOrigin' }.lastDefinite.verdict", equalTo("Passed"));
        }
        registry("state", "Stale");
        prefixes.values().forEach(ROAS::remove);
        export(Instant.now());
        String id = held();
        operator()
                .body(Map.of("reason", "they are gone indeed"))
                .post("/operator/registries/held/" + id + "/release")
                .then()
                .statusCode(200);
        becomes("a", "RpkiNotFound");
        becomes("c", "RpkiNotFound");
        registry("state", "Current");
    }

    private static String held() {
        String[] id = new String[1];
        eventually(LIMIT, () -> {
            id[0] = operator().get("/operator/registries/held").path("value.find { it.decision == null }.id");
            assertThat(id[0]).isNotNull();
        });
        return id[0];
    }
}
