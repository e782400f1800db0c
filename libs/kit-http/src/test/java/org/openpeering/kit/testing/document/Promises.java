/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What an OpenAPI document promises of answers, held strictly: a member that it does not name is wrong. */
public final class Promises {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    /** A path of the document, in segments. */
    private record Template(List<String> segments, JsonNode path) {
        /** How many fixed segments it has in common with a path that it is the template of, else -1. */
        int fits(List<String> other) {
            int fixed = 0;
            for (int i = 0; i < segments.size(); i++) {
                boolean same =
                        other.size() == segments.size() && segments.get(i).equalsIgnoreCase(other.get(i));
                if (other.size() != segments.size()
                        || (!same && !segments.get(i).startsWith("{"))) {
                    return -1;
                }
                fixed += same ? 1 : 0;
            }
            return fixed;
        }
    }

    /**
     * What was answered.
     *
     * @param type its media type; null: none
     */
    public record Answer(int status, @Nullable String type, boolean tagged, String body) {}

    private final JsonNode document;
    private final JsonNode components;
    private final List<Template> templates = new ArrayList<>();
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    public Promises(JsonNode document) {
        this.document = document;
        this.components = strict(document.path("components").deepCopy());
        document.path("paths")
                .properties()
                .forEach(each -> templates.add(new Template(segments(each.getKey()), each.getValue())));
    }

    private static List<String> segments(String path) {
        return List.of(path.replaceFirst("(.)/$", "$1").split("/", -1));
    }

    private static JsonNode strict(JsonNode node) {
        node.forEach(Promises::strict);
        if (node instanceof ObjectNode schema
                && schema.has("properties")
                && schema.path("type").isTextual()) {
            schema.put("additionalProperties", false);
        }
        return node;
    }

    /** The operation that a request is of, if any. */
    private Optional<JsonNode> operation(String method, String path) {
        List<String> given = segments(path);
        return templates.stream()
                .filter(each -> each.fits(given) >= 0)
                .max(Comparator.comparingInt(each -> each.fits(given)))
                .map(each -> each.path().path(method.toLowerCase(Locale.ROOT)))
                .filter(JsonNode::isObject);
    }

    /** What of an answer is not as promised; nothing when the request is of no operation. */
    public List<String> broken(String method, String path, Answer answer) {
        return operation(method, path)
                .map(operation -> broken(operation, answer))
                .orElse(List.of());
    }

    private List<String> broken(JsonNode operation, Answer answer) {
        String id = operation.path("operationId").asText();
        JsonNode responses = operation.path("responses");
        String status = Integer.toString(answer.status());
        if (answer.status() < 400 && !responses.has(status)) {
            return List.of(id + " does not promise " + status);
        }
        JsonNode response = resolved(responses.path(responses.has(status) ? status : "default"));
        List<String> broken = new ArrayList<>();
        if (answer.status() < 400 && answer.tagged() != response.path("headers").has("ETag")) {
            broken.add(id + " " + status + (answer.tagged() ? " has an ETag" : " has no ETag"));
        }
        JsonNode content = response.path("content").path("application/json");
        boolean json = answer.type() != null && answer.type().startsWith("application/json");
        if (json && content.isMissingNode() && !answer.body().isEmpty()) {
            broken.add(id + " does not promise a body with " + status);
        } else if (json && !content.isMissingNode()) {
            broken.addAll(broken(id + " " + status, content.path("schema"), answer.body()));
        }
        return broken;
    }

    private List<String> broken(String what, JsonNode schema, String body) {
        try {
            return schema(schema).validate(MAPPER.readTree(body)).stream()
                    .map(each -> what + ": " + each.getMessage())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(what + ": no JSON");
        }
    }

    private JsonSchema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema, each -> {
            ObjectNode whole = each.deepCopy();
            whole.set("components", components);
            return FACTORY.getSchema(whole);
        });
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }
}
