/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The contract's examples; those of the catalogue are the same in every api-version. */
public final class Examples {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Examples() {}

    public static JsonNode read(String name) {
        try (var in = Examples.class.getResourceAsStream("/examples/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every member of the example is there with the same JSON type. */
    public static void assertCovers(String path, JsonNode example, JsonNode answer) {
        assertThat(answer.getNodeType()).as(path).isEqualTo(example.getNodeType());
        example.properties().forEach(member -> {
            assertThat(answer.has(member.getKey()))
                    .as(path + "." + member.getKey())
                    .isTrue();
            assertCovers(path + "." + member.getKey(), member.getValue(), answer.get(member.getKey()));
        });
        for (int i = 0; example.isArray() && i < example.size(); i++) {
            assertThat(answer.size()).as(path).isGreaterThan(i);
            assertCovers(path + "[" + i + "]", example.get(i), answer.get(i));
        }
    }
}
