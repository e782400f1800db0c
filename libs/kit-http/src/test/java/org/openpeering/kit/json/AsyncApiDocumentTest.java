/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.sample.Sample;
import org.openpeering.contract.sample.Samples;
import org.openpeering.kit.testing.document.AsyncApi;
import org.openpeering.kit.testing.document.Committed;

class AsyncApiDocumentTest {
    private static final String FILE = "asyncapi.json";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theCommittedDocumentIsWhatTheCodeSays() {
        Committed.compare(FILE, AsyncApi.of(AsyncApiDocumentTest::body));
    }

    private static Class<?> body(Topic topic) {
        return Samples.all().stream()
                .filter(sample -> sample.topic() == topic)
                .findFirst()
                .orElseThrow()
                .type();
    }

    @Test
    void itIsAsyncApi() throws IOException {
        try (InputStream schema = resource("/asyncapi/3.0.0.json")) {
            JsonSchema asyncApi = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema);

            assertThat(asyncApi.validate(Committed.read(FILE))).isEmpty();
            assertThat(asyncApi.validate(((ObjectNode) Committed.read(FILE)).put("channel", "x")))
                    .isNotEmpty();
        }
    }

    @Test
    void everyMessageOfAReleasedVersionIsAsDescribed() throws IOException {
        JsonNode document = Committed.read(FILE);
        ObjectNode schemas = json.createObjectNode();
        document.at("/components/schemas")
                .properties()
                .forEach(each ->
                        schemas.set(each.getKey(), strict(each.getValue().deepCopy())));
        List<String> wrong = new ArrayList<>();
        for (String sample : Samples.all().stream().map(Sample::name).toList()) {
            String topic = sample.replaceFirst("\\..*", "");
            ObjectNode schema =
                    document.at("/components/messages/" + topic + "/payload").deepCopy();
            schema.putObject("components").set("schemas", schemas);
            try (InputStream golden = MessageSchemaTest.golden(sample)) {
                JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json.readTree(golden))
                        .forEach(each -> wrong.add(sample + ": " + each.getMessage()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static JsonNode strict(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        return schema;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(AsyncApiDocumentTest.class.getResourceAsStream(name), name);
    }
}
