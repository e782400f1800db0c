/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.document.Committed;

/** The document against the contract's own of api-version 2025-05-01; {@code docs/deviations.md} names each difference. */
class ContractComparisonTest {
    private static final Pattern FACT = Pattern.compile("`([^`]+)`");

    private final JsonNode contract = contract();

    private static JsonNode contract() {
        try (InputStream file = ContractComparisonTest.class.getResourceAsStream("/contract/2025-05-01/peering.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The first column of the table; a star stands for anything. */
    private static List<String> told() throws IOException {
        return Files.readAllLines(Committed.file("../deviations.md")).stream()
                .dropWhile(line -> !line.startsWith("| difference from the contract's document |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> FACT.matcher(cell).results())
                .map(match -> match.group(1))
                .toList();
    }

    private static boolean covers(String told, String difference) {
        String pattern = Pattern.compile("\\*")
                .splitAsStream(told + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return (difference + " ").matches(pattern);
    }

    @Test
    void everyDifferenceIsTold() throws IOException {
        List<String> told = told();
        Set<String> untold = new TreeSet<>(Comparison.of(contract, Committed.read("openapi.json")));
        untold.removeIf(each -> told.stream().anyMatch(one -> covers(one, each)));

        assertThat(told).isNotEmpty();
        assertThat(untold)
                .as("differences that docs/deviations.md does not tell")
                .isEmpty();
    }

    @Test
    void nothingIsToldThatIsNoDifference() throws IOException {
        Set<String> differences = Comparison.of(contract, Committed.read("openapi.json"));

        assertThat(told()).allSatisfy(told -> assertThat(differences).anyMatch(each -> covers(told, each)));
    }

    @Test
    void aDifferenceIsSeen() {
        JsonNode whole = Committed.read("openapi.json");
        String path = "/subscriptions/{subscriptionId}/providers/Microsoft.Peering/peerAsns/{peerAsnName}";
        ObjectNode operation = (ObjectNode) whole.path("paths").path(path).path("put");
        ((ObjectNode) operation.path("responses")).remove("201");
        operation.put("operationId", "Other");
        operation.withArrayProperty("parameters").remove(0);
        ObjectNode asn = (ObjectNode) whole.at("/components/schemas/PeerAsnProperties/properties");
        asn.putObject("peerAsn").put("type", "string");
        ((ObjectNode) asn.get("validationState")).putArray("enum").add("None");

        assertThat(Comparison.of(contract, whole))
                .contains(
                        "PeerAsns_CreateOrUpdate: status 201 missing",
                        "PeerAsns_CreateOrUpdate: name is Other, not PeerAsns_CreateOrUpdate",
                        "PeerAsns_CreateOrUpdate: parameter subscriptionId missing",
                        "PeerAsnProperties.peerAsn type is string, not integer",
                        "PeerAsnProperties.validationState value Approved missing");
    }
}
