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
import org.openpeering.kit.testing.document.Committed;

/** The operations of the API document, and those of the contract's; whoever adds an endpoint has it here at once. */
final class Document {
    private static final int DEEPEST = 8;

    private final JsonNode document;

    private Document(JsonNode document) {
        this.document = document;
    }

    static Document ours() {
        return new Document(Committed.read("openapi.json"));
    }

    /** Of OpenAPI 2.0: parameters and bodies stand elsewhere in it, so only methods and paths are of use. */
    static Document contract() {
        try (InputStream file = Document.class.getResourceAsStream("/contract/2025-05-01/peering.json")) {
            return new Document(new ObjectMapper().readTree(Objects.requireNonNull(file)));
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
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = resolved(each);
            if (parameter.path("in").asText().equals("query")) {
                query.put(parameter.path("name").asText(), parameter);
            }
        }
        query.remove("api-version");
        JsonNode body = operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        return new Operation(
                verb.toUpperCase(Locale.ROOT),
                path,
                query,
                body.isObject() ? whole(body, 0) : MissingNode.getInstance());
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    /** With references put in; what goes deeper than anybody writes is left out. */
    private JsonNode whole(JsonNode reference, int depth) {
        ObjectNode copy = resolved(reference).deepCopy();
        if (depth > DEEPEST) {
            return copy.removeAll();
        }
        copy.path("properties").properties().forEach(each -> each.setValue(whole(each.getValue(), depth + 1)));
        if (copy.has("items")) {
            copy.set("items", whole(copy.path("items"), depth + 1));
        }
        return copy;
    }
}
