/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.json.Json;
import org.openpeering.prefix.check.Verdict;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.report.CheckReport;
import org.openpeering.prefix.report.ValidationReport;

/**
 * Evidence with one defect each, in files named after it: what {@code good.json} is, changed by a merge patch (RFC 7396),
 * and what the check that it concerns says of it. They also hold the rules still: who changes what a check says has to
 * change its fixtures, and then the version of the rules.
 */
class DefectsTest {
    private static final Path FIXTURES = Path.of("src/test/resources/verdicts");
    private static final String GOOD = "good.json";

    private final ObjectMapper json = new ObjectMapper();

    DefectsTest() {
        new Json().customize(json);
    }

    @Test
    void withoutADefectThePrefixIsVerified() throws IOException {
        ValidationReport report = Validation.of(evidence(json.createObjectNode()), null);

        assertThat(report.state()).isEqualTo(PrefixValidationState.VERIFIED);
        assertThat(report.checks())
                .filteredOn(check -> check.verdict() == Verdict.SKIPPED)
                .extracting(CheckReport::check)
                .containsExactly("BackupSessions");
    }

    @TestFactory
    Stream<DynamicTest> eachDefectIsFound() throws IOException {
        return fixtures().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> found(file)));
    }

    @Test
    void eachCheckHasADefect() throws IOException {
        Set<String> concerned = new HashSet<>();
        for (Path file : fixtures()) {
            concerned.add(json.readTree(file.toFile()).path("check").asText());
        }
        List<String> checks = Validation.of(evidence(json.createObjectNode()), null).checks().stream()
                .map(CheckReport::check)
                .toList();

        assertThat(concerned).containsExactlyInAnyOrderElementsOf(checks);
    }

    private void found(Path file) throws IOException {
        JsonNode fixture = json.readTree(file.toFile());
        CheckReport check = Validation.of(evidence(fixture.path("patch")), null)
                .check(fixture.path("check").asText())
                .orElseThrow();

        ObjectNode said = json.createObjectNode();
        said.set("patch", fixture.path("patch"));
        said.put("check", check.check());
        said.put("verdict", check.verdict().wire());
        said.put("code", check.code());
        said.put("message", check.message());
        said.put("fix", check.fix());
        said.remove(List.of("code", "message", "fix").stream()
                .filter(name -> said.path(name).isNull())
                .toList());
        if (Boolean.getBoolean("fixtures.write")) {
            Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(said) + "\n");
        }
        assertThat((JsonNode) said).isEqualTo(fixture);
    }

    private static List<Path> fixtures() throws IOException {
        try (Stream<Path> all = Files.list(FIXTURES)) {
            return all.filter(file -> !file.endsWith(GOOD)).sorted().toList();
        }
    }

    private Evidence evidence(JsonNode patch) throws IOException {
        return json.treeToValue(merged(json.readTree(FIXTURES.resolve(GOOD).toFile()), patch), Evidence.class);
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(target instanceof ObjectNode object) || !(patch instanceof ObjectNode changes)) {
            return patch;
        }
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                object.remove(change.getKey());
            } else {
                object.set(
                        change.getKey(),
                        merged(
                                object.has(change.getKey()) ? object.get(change.getKey()) : new TextNode(""),
                                change.getValue()));
            }
        });
        return object;
    }
}
