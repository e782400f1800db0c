/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openpeering.contract.error.ApiError;

/**
 * Fixtures named after their defect: an example of the contract, what is changed in it, and the errors that this has to
 * give, with code, target and message. {@code -Dfixtures.write=true} writes the errors as they are.
 */
public final class BadInput {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path ROOT = Path.of("src", "test", "resources", "bad");

    private BadInput() {}

    /** The names of the fixtures in a folder. */
    public static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param parameter of the example that is the body
     * @param check what is found wrong with a body
     */
    public static void assertRefused(String folder, String name, String parameter, Function<JsonNode, ApiError> check) {
        try {
            Path file = ROOT.resolve(folder).resolve(name + ".json");
            ObjectNode fixture = (ObjectNode) JSON.readTree(Files.readString(file));
            JsonNode body = Examples.read(fixture.get("of").asText()).at("/parameters/" + parameter);
            fixture.get("set").properties().forEach(change -> change(body, change.getKey(), change.getValue()));
            ApiError error = check.apply(body);
            ArrayNode errors = JSON.createArrayNode();
            List<ApiError> parts = error.details().isEmpty() ? List.of(error) : error.details();
            parts.forEach(part -> errors.addObject()
                    .put("code", part.code().wire())
                    .put("target", part.target())
                    .put("message", part.message()));
            if (Boolean.getBoolean("fixtures.write")) {
                fixture.set("errors", errors);
                Files.writeString(file, JSON.writeValueAsString(fixture) + "\n");
            }
            assertThat(errors).as(name).isEqualTo(fixture.get("errors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null removes. */
    private static void change(JsonNode body, String path, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode parent = body.at(pointer.head());
        if (parent instanceof ArrayNode array) {
            int index = pointer.last().getMatchingIndex();
            if (value.isNull()) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        } else if (value.isNull()) {
            ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value);
        }
    }
}
