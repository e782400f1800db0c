/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.sample.Sample;
import org.openpeering.contract.sample.Samples;

/** The golden files in {@code messages/v1} are what released services have written: they must stay readable. */
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

    @Test
    void hasASampleForEachTopic() {
        assertThat(Samples.all()).extracting(Sample::topic).contains(Topic.values());
    }

    private static InputStream golden(String name) {
        return Objects.requireNonNull(
                MessageSchemaTest.class.getResourceAsStream("/messages/v1/" + name + ".json"), name);
    }
}
