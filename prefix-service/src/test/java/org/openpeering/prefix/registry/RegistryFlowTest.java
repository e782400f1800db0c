/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;
import static org.openpeering.prefix.testing.Api.registration;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.PartnerStandIn;

/** New RPKI data turns verdicts over, unless it would be too many at once (promise U4). */
@QuarkusTest
@TestProfile(Exports.WithExports.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegistryFlowTest extends Exports {
    @Inject
    Registries registries;

    private void becomes(String name, String state) {
        eventually(
                LIMIT,
                () -> api.get(registration(partner.peering(), name))
                        .then()
                        .body("properties.prefixValidationState", equalTo(state)));
    }

    /** One ROA for each of the test's prefixes, as far as there are origins. */
    private void export(long... origins) throws IOException {
        int i = 0;
        for (String prefix : prefixes.values()) {
            if (i < origins.length) {
                ROAS.put(prefix, "{\"asn\": %d, \"prefix\": \"%s\", \"maxLength\": 24}".formatted(origins[i], prefix));
            } else {
                ROAS.remove(prefix);
            }
            i++;
        }
        replace(VRPS, "{\"roas\": [" + String.join(", ", ROAS.values()) + "], \"aspas\": []}");
    }

    @Test
    void verdictsFollowTheRpkiAndThoseOfThePastAreRemembered() throws Exception {
        announce("a");
        becomes("a", "Warning");
        export(64496);
        // The route object is still missing, so this is a warning, but not because of the RPKI any more.
        eventually(
                LIMIT,
                () -> validation("a")
                        .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"))
                        .body("checks.find { it.check == 'RpkiOrigin' }.source.ageSeconds", notNullValue())
                        .body("checks.find { it.check == 'RouteObject' }.fix", notNullValue())
                        .body("checks.find { it.check == 'OriginRegistration' }.verdict", equalTo("Passed")));
        Instant good = Instant.now();

        export(64511);
        becomes("a", "Failed");

        validation("a")
                .body("checks.find { it.check == 'RpkiOrigin' }.code", equalTo("RpkiInvalid"))
                .body(
                        "checks.find { it.check == 'RpkiOrigin' }.fix",
                        equalTo("prefix " + prefixes.get("a") + ", maxLength 24, asn AS64496"));
        api.given()
                .queryParam("at", good.toString())
                .get(api.url(registration(partner.peering(), "a") + "/validation"))
                .then()
                .body("state", equalTo("Warning"))
                .body("checks.find { it.check == 'RpkiOrigin' }.verdict", equalTo("Passed"));
        api.given()
                .queryParam("at", "2020-01-01T00:00:00Z")
                .get(api.url(registration(partner.peering(), "a") + "/validation"))
                .then()
                .body("state", equalTo("None"));
        api.given()
                .queryParam("at", "yesterday")
                .get(api.url(registration(partner.peering(), "a") + "/validation"))
                .then()
                .statusCode(400);
    }

    private void allThreeAreGood() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            announce(name);
        }
        // Two at a time are no mass.
        export(64496, 64496);
        verdict("b", "RpkiOrigin", "Passed");
        export(64496, 64496, 64496);
        verdict("c", "RpkiOrigin", "Passed");
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
            assertVerdict(name, "RpkiOrigin", "Passed");
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
        assertVerdict("a", "RpkiOrigin", "Passed");
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
        release(id);
        becomes("a", "Failed");
    }

    @Test
    void aDumpThatLostItsObjectsIsHeld() throws Exception {
        allThreeAreGood();
        for (String name : List.of("a", "b", "c")) {
            verdict(name, "OriginRegistration", "Passed");
        }
        String whole = Files.readString(FOLDER.resolve(DUMP));

        replace(DUMP, "aut-num: AS65000\n");
        String id = held();
        operator().get("/operator/registries").then().body("value.find { it.name == 'lab' }.held", equalTo(true));
        verdict("a", "OriginRegistration", "Passed");
        release(id);
        verdict("a", "OriginRegistration", "Warning");

        replace(DUMP, whole);
        release(held());
        verdict("a", "OriginRegistration", "Passed");
    }

    @Test
    void halfOfADumpIsNotTakenForAllOfIt() throws Exception {
        announce("a");
        verdict("a", "OriginRegistration", "Passed");
        byte[] whole = Files.readAllBytes(FOLDER.resolve(DUMP));
        byte[] other = packed("aut-num: AS64496\n".getBytes(US_ASCII));
        other[2] = 0;

        replace(DUMP, joined(packed("aut-num: AS65000\n\n".getBytes(US_ASCII)), other));
        refused("compression method");
        replace(DUMP, "<html>The server is being maintained.</html>\n".getBytes(US_ASCII));
        refused("no route, route6 or aut-num object");
        replace(DUMP, ("aut-num: AS65000\n\n" + "route: x\norigin: AS1\n\n".repeat(100)).getBytes(US_ASCII));
        refused("100 of 101 objects are malformed");

        assertVerdict("a", "OriginRegistration", "Passed");
        replace(DUMP, whole);
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
}
