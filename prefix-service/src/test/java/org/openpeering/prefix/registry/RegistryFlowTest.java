/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
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
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.AsPath;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.testing.Tokens;
import org.openpeering.prefix.testing.Api;
import org.openpeering.prefix.testing.Network;
import org.openpeering.prefix.testing.Network.Partner;
import org.openpeering.prefix.testing.PartnerStandIn;

/** New RPKI data turns verdicts over, unless it would be too many at once (promise U4). */
@QuarkusTest
@TestProfile(RegistryFlowTest.WithExport.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegistryFlowTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<String, Long> ROAS = new LinkedHashMap<>();
    private static final Path FOLDER = Path.of("target", "registry-flow");

    /** A validator that writes a file. */
    public static final class WithExport implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(FOLDER.resolve("lab.rpsl"), "aut-num: AS64496\n\nroute: x\norigin: AS1\n");
                Files.writeString(FOLDER.resolve("vrps.json"), "{\"roas\": [], \"aspas\": []}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "openpeering.rpki.json",
                            FOLDER.resolve("vrps.json").toAbsolutePath().toString(),
                    "openpeering.rpki.poll", "PT0.05S",
                    "openpeering.rpki.guard-least", "3",
                    "openpeering.rpki.guard-percent", "0",
                    "openpeering.irr.poll", "PT0.05S",
                    "openpeering.irr.files", "lab=" + FOLDER.resolve("lab.rpsl").toAbsolutePath());
        }
    }

    @Inject
    Network network;

    @Inject
    Registries registries;

    private Partner partner;
    private Api api;
    private final List<String> prefixes = new ArrayList<>();

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

    /** Registers and announces a prefix, with AS 64496 as its origin. */
    private void announce(String name) throws Exception {
        String prefix = Network.freshPrefix();
        prefixes.add(prefix);
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

    private void becomes(String name, String state) {
        eventually(
                LIMIT,
                () -> api.get(registration(partner.peering(), name))
                        .then()
                        .body("properties.prefixValidationState", equalTo(state)));
    }

    private String validation(String name) {
        return registration(partner.peering(), name) + "/validation";
    }

    /** One ROA for each of the test's prefixes, as far as there are origins; other tests' stay. */
    private void export(long... origins) throws IOException {
        for (int i = 0; i < prefixes.size(); i++) {
            if (i < origins.length) {
                ROAS.put(prefixes.get(i), origins[i]);
            } else {
                ROAS.remove(prefixes.get(i));
            }
        }
        String roas = ROAS.entrySet().stream()
                .map(roa ->
                        "{\"asn\": %d, \"prefix\": \"%s\", \"maxLength\": 24}".formatted(roa.getValue(), roa.getKey()))
                .collect(Collectors.joining(", "));
        replace("vrps.json", "{\"roas\": [" + roas + "], \"aspas\": []}");
    }

    @Test
    void verdictsFollowTheRpkiAndThoseOfThePastAreRemembered() throws Exception {
        announce("a");
        becomes("a", "Warning");
        export(64496);
        // The route object is still missing, so this is a warning, but not because of the RPKI any more.
        eventually(
                LIMIT,
                () -> api.get(validation("a"))
                        .then()
                        .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"))
                        .body("checks.find { it.check == 'RpkiOrigin' }.source.ageSeconds", notNullValue())
                        .body("checks.find { it.check == 'RouteObject' }.fix", notNullValue())
                        .body("checks.find { it.check == 'OriginRegistration' }.verdict", equalTo("Passed")));
        Instant good = Instant.now();

        export(64511);
        becomes("a", "Failed");

        api.get(validation("a"))
                .then()
                .body("checks.find { it.check == 'RpkiOrigin' }.code", equalTo("RpkiInvalid"))
                .body(
                        "checks.find { it.check == 'RpkiOrigin' }.fix",
                        equalTo("prefix " + prefixes.getFirst() + ", maxLength 24, asn AS64496"));
        api.given()
                .queryParam("at", good.toString())
                .get(api.url(validation("a")))
                .then()
                .body("state", equalTo("Warning"))
                .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"));
        api.given()
                .queryParam("at", "2020-01-01T00:00:00Z")
                .get(api.url(validation("a")))
                .then()
                .body("state", equalTo("None"));
        api.given()
                .queryParam("at", "yesterday")
                .get(api.url(validation("a")))
                .then()
                .statusCode(400);
    }

    private String held() {
        String[] id = new String[1];
        eventually(LIMIT, () -> {
            id[0] = operator().get("/operator/registries/held").path("value.find { it.decision == null }.id");
            assertThat(id[0]).isNotNull();
        });
        return id[0];
    }

    private void allThreeAreGood() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            announce(name);
        }
        // Two at a time are no mass.
        export(64496, 64496);
        eventually(
                LIMIT,
                () -> api.get(validation("b"))
                        .then()
                        .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed")));
        export(64496, 64496, 64496);
        eventually(
                LIMIT,
                () -> api.get(validation("c"))
                        .then()
                        .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed")));
    }

    @Test
    void whatIsKnownOfAnAsNumberIsShown() {
        operator()
                .get("/operator/registries/asns/64496")
                .then()
                .statusCode(200)
                .body("authorizedPrefixes", notNullValue())
                .body("autNumIn", contains("lab"));
        operator().get("/operator/registries/asns/64499").then().body("autNumIn", empty());
        operator().get("/operator/registries/asns/x").then().statusCode(400).body("error.target", equalTo("asn"));
    }

    @Test
    void aMassInvalidationIsHeldUntilTheOperatorReleasesIt() throws Exception {
        allThreeAreGood();

        export(64511, 64511, 64511);
        String id = held();

        operator()
                .get("/operator/registries")
                .then()
                .body("value.find { it.name == 'rpki' }.held", equalTo(true))
                .body("value.find { it.name == 'rpki' }.entries", equalTo(ROAS.size()))
                .body("value.find { it.name == 'lab' }.malformed", hasItem(notNullValue()));
        for (String name : List.of("a", "b", "c")) {
            api.get(validation(name))
                    .then()
                    .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"));
        }
        operator()
                .body(Map.of())
                .post("/operator/registries/held/" + id + "/release")
                .then()
                .statusCode(400);
        operator()
                .header("If-Match", "\"2\"")
                .body(Map.of("reason", "the registry moved"))
                .post("/operator/registries/held/" + id + "/discard")
                .then()
                .statusCode(412);
        operator()
                .header("If-Match", "\"1\"")
                .body(Map.of("reason", "the registry moved"))
                .post("/operator/registries/held/" + id + "/release")
                .then()
                .statusCode(200)
                .body("decision", equalTo("Released"))
                .body("actor", equalTo("olga"));
        becomes("a", "Failed");
        becomes("c", "Failed");
        operator()
                .body(Map.of("reason", "again"))
                .post("/operator/registries/held/" + id + "/discard")
                .then()
                .statusCode(409);
        export(64496, 64511, 64511);
        becomes("a", "Warning");
    }

    @Test
    void whatWasDiscardedDoesNotComeBack() throws Exception {
        allThreeAreGood();
        export();
        String id = held();
        operator()
                .body(Map.of("reason", "half of the VRPs are gone"))
                .post("/operator/registries/held/" + id + "/discard")
                .then()
                .statusCode(200);
        eventually(
                LIMIT,
                () -> operator()
                        .get("/operator/registries")
                        .then()
                        .body("value.find { it.name == 'rpki' }.held", equalTo(false)));

        // The same content again, and then content that does no harm, which shows that the first was looked at.
        export();
        export(64496, 64496, 64511);
        becomes("c", "Failed");

        assertThat(operator()
                        .get("/operator/registries/held")
                        .<List<String>>path("value.findAll { it.decision == null }.id"))
                .isEmpty();
        api.get(validation("a")).then().body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"));
    }

    @Test
    void theFirstDataAfterARestartIsHeldToTheVerdictsThatStand() throws Exception {
        allThreeAreGood();
        registries.change(state -> new Registries.State(null, state.irr()));

        export(64511, 64511, 64511);
        String id = held();

        for (String name : List.of("a", "b", "c")) {
            becomes(name, "Warning");
        }
        decide(id, "release");
        becomes("a", "Failed");
    }

    @Test
    void aDumpThatLostItsObjectsIsHeld() throws Exception {
        allThreeAreGood();
        for (String name : List.of("a", "b", "c")) {
            originRegistrationIs(name, "Passed");
        }
        String whole = Files.readString(FOLDER.resolve("lab.rpsl"));

        replace("lab.rpsl", "aut-num: AS65000\n");
        String id = held();
        operator().get("/operator/registries").then().body("value.find { it.name == 'lab' }.held", equalTo(true));
        originRegistrationIs("a", "Passed");
        decide(id, "release");
        originRegistrationIs("a", "Warning");

        replace("lab.rpsl", whole);
        decide(held(), "release");
        originRegistrationIs("a", "Passed");
    }

    @Test
    void halfOfADumpIsNotTakenForAllOfIt() throws Exception {
        announce("a");
        originRegistrationIs("a", "Passed");
        byte[] whole = Files.readAllBytes(FOLDER.resolve("lab.rpsl"));
        byte[] other = packed("aut-num: AS64496\n".getBytes(US_ASCII));
        other[2] = 0;

        replace("lab.rpsl", joined(packed("aut-num: AS65000\n\n".getBytes(US_ASCII)), other));
        refused("compression method");
        replace("lab.rpsl", "<html>The server is being maintained.</html>\n".getBytes(US_ASCII));
        refused("no route, route6 or aut-num object");
        replace("lab.rpsl", ("aut-num: AS65000\n\n" + "route: x\norigin: AS1\n\n".repeat(100)).getBytes(US_ASCII));
        refused("100 of 101 objects are malformed");

        api.get(validation("a"))
                .then()
                .body("checks.find { it.check == 'OriginRegistration' }.verdict", equalTo("Passed"));
        replace("lab.rpsl", whole);
        eventually(
                LIMIT,
                () -> operator()
                        .get("/operator/registries")
                        .then()
                        .body("value.find { it.name == 'lab' }.lastError", nullValue()));
    }

    private static void refused(String why) {
        eventually(
                LIMIT,
                () -> operator()
                        .get("/operator/registries")
                        .then()
                        .body("value.find { it.name == 'lab' }.lastError", containsString(why))
                        .body("value.find { it.name == 'lab' }.held", equalTo(false)));
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private void originRegistrationIs(String name, String verdict) {
        eventually(
                LIMIT,
                () -> api.get(validation(name))
                        .then()
                        .body("checks.find { it.check == 'OriginRegistration' }.verdict", equalTo(verdict)));
    }

    private static void decide(String id, String decision) {
        operator()
                .body(Map.of("reason", "looked at"))
                .post("/operator/registries/held/" + id + "/" + decision)
                .then()
                .statusCode(200);
    }

    private static void replace(String file, String content) throws IOException {
        replace(file, content.getBytes(UTF_8));
    }

    private static void replace(String file, byte[] content) throws IOException {
        Path draft = FOLDER.resolve("draft");
        Files.write(draft, content);
        Files.move(draft, FOLDER.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }
}
