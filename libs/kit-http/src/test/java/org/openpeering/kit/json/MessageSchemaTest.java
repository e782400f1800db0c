/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.insights.RouteChangeReader;
import org.openpeering.contract.insights.RouteChangeWriter;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.sample.Sample;
import org.openpeering.contract.sample.Samples;

/**
 * The golden files in {@code messages} are what released services have written: they must stay readable. {@code v2} has those
 * kinds that say more than in {@code v1}, {@code v3} those that say more than before, and route changes as one batch.
 */
class MessageSchemaTest {
    private final ObjectMapper json = Json.mapper();

    static List<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheGoldenFile(Sample sample) throws IOException {
        try (InputStream golden = golden(sample.name())) {
            assertThat((Object) json.readValue(golden, sample.type())).isEqualTo(sample.message());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesTheGoldenFile(Sample sample) throws IOException {
        try (InputStream golden = golden(sample.name())) {
            assertThat(json.readTree(json.writeValueAsBytes(sample.message()))).isEqualTo(json.readTree(golden));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keepsAllThatAnOlderVersionSaid(Sample sample) throws IOException {
        for (int version : List.of(1, 2, 3)) {
            InputStream written = version(version, sample.name());
            if (written != null) {
                JsonNode old = json.readTree(written);
                JsonNode now = json.readTree(json.writeValueAsBytes(json.treeToValue(old, sample.type())));
                old.properties()
                        .forEach(member -> assertThat(now.get(member.getKey()))
                                .as(member.getKey())
                                .isEqualTo(member.getValue()));
            }
        }
    }

    @Test
    void whoSaidAloneThatAPrefixIsSyncedIsTheOneWhoHadTo() throws IOException {
        RouteChange.Synced unsigned = json.readValue(version(1, "route-changes.synced"), RouteChange.Synced.class);
        assertThat(unsigned.collectors()).containsExactly("");
        RouteChange.Synced signed = json.readValue(version(2, "route-changes.synced"), RouteChange.Synced.class);
        assertThat(signed.collectors()).containsExactly("insights-1");
    }

    @Test
    void ofASessionStateThatDoesNotSaySoAbsenceCounts() throws IOException {
        ObservedSession old = json.readValue(version(2, "session-states"), ObservedSession.class);

        assertThat(old.complete()).isNull();
        assertThat(old.absenceCounts()).isTrue();
        assertThat(old.source()).isNull();
    }

    @Test
    void anEdgeRouterOfBeforeHasNoInternetTables() throws IOException {
        try (InputStream old = version(1, "edge-routers")) {
            assertThat(json.readValue(old, EdgeRouter.class).internetTables()).isEmpty();
        }
    }

    @Test
    void hasASampleForEachTopic() {
        assertThat(Samples.all()).extracting(Sample::topic).contains(Topic.values());
    }

    @Test
    void routeChangesAreReadAndWrittenAsOneBatch() throws IOException {
        List<RouteChange> changes = Samples.all().stream()
                .map(Sample::message)
                .filter(RouteChange.class::isInstance)
                .map(RouteChange.class::cast)
                .toList();
        RouteChangeWriter writer = new RouteChangeWriter();
        changes.forEach(change -> writer.add(change, false));
        RouteChange covering = changes.stream()
                .filter(RouteChange.Announced.class::isInstance)
                .findFirst()
                .orElseThrow();
        writer.add(covering, true);
        byte[] written = writer.take();
        try (InputStream golden = MessageSchemaTest.class.getResourceAsStream("/messages/v3/route-changes.bin")) {
            assertThat(written).isEqualTo(Objects.requireNonNull(golden).readAllBytes());
        }
        assertThat(RouteChangeReader.read(written).entries())
                .extracting(Entry::change)
                .startsWith(changes.toArray(RouteChange[]::new))
                .endsWith(covering);
    }

    /** The newest of the kind. */
    static InputStream golden(String name) {
        return Stream.of(3, 2, 1)
                .flatMap(version -> Stream.ofNullable(version(version, name)))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable InputStream version(int version, String name) {
        return MessageSchemaTest.class.getResourceAsStream("/messages/v" + version + "/" + name + ".json");
    }
}
