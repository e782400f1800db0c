/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The operations of the contract, read of its OpenAPI file. */
final class Contract {
    private static final int DEEPEST = 8;

    private final JsonNode document;

    Contract() {
        try (InputStream file = Contract.class.getResourceAsStream("/contract/2025-05-01/peering.json")) {
            document = new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> operations.add(operation(path.getKey(), verb.getKey(), verb.getValue()))));
        return operations;
    }

    private Operation operation(String path, String verb, JsonNode operation) {
        Map<String, JsonNode> query = new LinkedHashMap<>();
        JsonNode body = MissingNode.getInstance();
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = resolved(each);
            if (parameter.path("in").asText().equals("query")) {
                query.put(parameter.path("name").asText(), parameter);
            } else if (parameter.path("in").asText().equals("body")) {
                body = whole(parameter.path("schema"), 0);
            }
        }
        query.remove("api-version");
        return new Operation(verb.toUpperCase(Locale.ROOT), path, query, body);
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    /** With references and {@code allOf} put in; what goes deeper than anybody writes is left out. */
    private JsonNode whole(JsonNode reference, int depth) {
        JsonNode schema = resolved(reference);
        ObjectNode copy = schema.isObject() ? ((ObjectNode) schema).deepCopy() : new ObjectMapper().createObjectNode();
        if (depth > DEEPEST) {
            return copy.removeAll();
        }
        ObjectNode properties = copy.withObjectProperty("properties");
        for (JsonNode part : schema.path("allOf")) {
            whole(part, depth + 1)
                    .path("properties")
                    .properties()
                    .forEach(each -> properties.set(each.getKey(), each.getValue()));
        }
        schema.path("properties")
                .properties()
                .forEach(each -> properties.set(each.getKey(), whole(each.getValue(), depth + 1)));
        if (properties.isEmpty()) {
            copy.remove("properties");
        }
        if (schema.has("items")) {
            copy.set("items", whole(schema.path("items"), depth + 1));
        }
        return copy;
    }
}
