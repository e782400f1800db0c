/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChange;

/** The golden files in {@code messages/v1} are what released services have written: they must stay readable. */
class MessageSchemaTest {
    private final ObjectMapper json = Json.mapper();

    static Stream<Map.Entry<String, Object>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheGoldenFile(Map.Entry<String, Object> sample) throws IOException {
        Class<?> type = sample.getValue() instanceof RouteChange
                ? RouteChange.class
                : sample.getValue().getClass();
        try (InputStream golden = golden(sample.getKey())) {
            assertThat((Object) json.readValue(golden, type)).isEqualTo(sample.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesTheGoldenFile(Map.Entry<String, Object> sample) throws IOException {
        try (InputStream golden = golden(sample.getKey())) {
            assertThat(json.readTree(json.writeValueAsBytes(sample.getValue()))).isEqualTo(json.readTree(golden));
        }
    }

    @Test
    void hasASampleForEachTopic() {
        assertThat(Samples.all().keySet().stream().map(name -> name.replaceFirst("\\..*", "")))
                .containsAll(Arrays.stream(Topic.values()).map(Topic::topicName).toList());
    }

    private static InputStream golden(String name) {
        return Objects.requireNonNull(
                MessageSchemaTest.class.getResourceAsStream("/messages/v1/" + name + ".json"), name);
    }
}
