/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.openpeering.kit.testing.Eventually.eventually;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.prefix.testing.PartnerStandIn;

/** Time alone changes verdicts: what a validator says counts for as long as it says (promise U3), but not en masse (U4). */
@QuarkusTest
@TestProfile(Exports.WithExports.class)
@WithTestResource(value = ServiceTestResource.class, initArgs = @ResourceArg(name = "database", value = "prefix"))
@WithTestResource(PartnerStandIn.class)
class RegistryAgeTest extends Exports {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

    private void announced(String name) throws Exception {
        announce(name);
        becomes(name, "RpkiNotFound");
    }

    private void becomes(String name, String code) {
        eventually(LIMIT, () -> validation(name).body("checks.find { it.check == 'RpkiOrigin' }.code", equalTo(code)));
    }

    private void roa(String name, Instant expires) {
        String prefix = prefixes.get(name);
        ROAS.put(
                prefix,
                "{\"asn\": 64496, \"prefix\": \"%s\", \"maxLength\": 24, \"expires\": %d}"
                        .formatted(prefix, expires.getEpochSecond()));
    }

    private static void export(Instant built) throws IOException {
        replace(
                VRPS,
                "{\"metadata\": {\"buildtime\": \"%s\"}, \"roas\": [%s]}"
                        .formatted(built, String.join(", ", ROAS.values())));
    }

    private void verdict(String name, String verdict) {
        verdict(name, "RpkiOrigin", verdict);
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
        announced("a");
        announced("b");
        roa("a", Instant.now().plus(SOON));
        roa("b", LATE);
        export(Instant.now());
        verdict("a", "Passed");

        becomes("a", "RpkiNotFound");

        verdict("b", "Passed");
        registry("state", "Current");
        // The same ROA, made anew, counts anew.
        roa("a", LATE);
        export(Instant.now());
        verdict("a", "Passed");
    }

    @Test
    void aFileThatIsTouchedStaysAsOldAsItSays() throws Exception {
        announced("a");
        roa("a", LATE);
        export(Instant.now());
        verdict("a", "Passed");
        Instant built = Instant.parse("2026-05-04T10:00:00Z");

        // One that says nothing of its age may be followed by an older one.
        replace(VRPS, "{\"roas\": [" + String.join(", ", ROAS.values()) + "]}");
        registry("asOfWord", "Carrier");
        export(built);
        verdict("a", "Unknown");
        Files.setLastModifiedTime(FOLDER.resolve(VRPS), FileTime.from(Instant.now()));

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
        announced("a");
        roa("a", LATE);
        export(Instant.now());
        verdict("a", "Passed");

        replace(VRPS, "{\"metadata\": {\"generated\": 1777888800, \"valid\": 1777892400}, \"roas\": []}");

        registry("lastError", "the export says that it was valid until 2026-05-04T11:00:00Z");
        assertVerdict("a", "RpkiOrigin", "Passed");
        export(Instant.now());
        registry("lastError", null);
    }

    @Test
    void anExportThatIsOlderDoesNotTakeThePlaceOfTheOneInForce() throws Exception {
        announced("a");
        roa("a", LATE);
        Instant built = Instant.now();
        export(built);
        verdict("a", "Passed");
        Instant older = built.minusSeconds(3600);

        replace(VRPS, "{\"metadata\": {\"buildtime\": \"" + older + "\"}, \"roas\": []}");

        registry("lastError", "the export is from " + older + ", and the one in force from " + built);
        assertVerdict("a", "RpkiOrigin", "Passed");
        export(Instant.now());
        registry("lastError", null);
    }

    @Test
    void aMassOfVrpsThatExpiresMakesVerdictsUnknownAndTurnsNoneOver() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            announced(name);
        }
        // Two at a time are no mass.
        Instant end = Instant.now().plus(SOON);
        roa("a", end);
        roa("b", end);
        export(Instant.now());
        verdict("b", "Passed");
        roa("c", end);
        export(Instant.now());
        verdict("c", "Passed");

        for (String name : List.of("a", "b", "c")) {
            verdict(name, "Unknown");
            validation(name).body("checks.find { it.check == 'RpkiOrigin' }.lastDefinite.verdict", equalTo("Passed"));
        }
        registry("state", "Stale");
        prefixes.values().forEach(ROAS::remove);
        export(Instant.now());
        release(held());
        becomes("a", "RpkiNotFound");
        becomes("c", "RpkiNotFound");
        registry("state", "Current");
    }
}
