/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.openpeering.contract.arm.ApiVersion;

/** The contract's examples; the few that differ between api-versions are in a folder of their version. */
public final class Examples {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** A secret is never answered, and only what failed has a message. */
    private static final Set<String> LEFT_OUT = Set.of("md5AuthenticationKey", "errorMessage");

    private Examples() {}

    public static JsonNode read(String name) {
        try (var in = Examples.class.getResourceAsStream("/examples/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode read(String name, ApiVersion version) {
        String own = version + "/" + name;
        return read(Examples.class.getResource("/examples/" + own + ".json") == null ? name : own);
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
            if (LEFT_OUT.contains(member.getKey())) {
                return;
            }
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
