/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kinds of {@code schemas.yaml}, which also says how to read it. */
final class WrittenSchema {
    private static final ObjectNode KINDS =
            Tree.objects(Tree.ROOT.resolve("src/test/resources/schemas.yaml")).getFirst();
    private static final JsonNode METADATA = Tree.objects(
                    "{name!: string, namespace: string, labels: '{string}', annotations: '{string}'}", "metadata")
            .getFirst();

    private WrittenSchema() {}

    static List<Schemas.Schema> of(String version, String kind) {
        JsonNode schema = KINDS.path(version + " " + kind);
        return schema.isMissingNode()
                ? List.of()
                : List.of(object -> {
                    ObjectNode whole = schema.deepCopy();
                    whole.put("apiVersion!", "string").put("kind!", "string").set("metadata!", METADATA);
                    return violations("", whole, object);
                });
    }

    private static Stream<String> violations(String path, JsonNode schema, JsonNode value) {
        return switch (schema) {
            case ObjectNode members
            when value instanceof ObjectNode object ->
                Stream.concat(
                        members.properties().stream()
                                .map(Map.Entry::getKey)
                                .filter(member -> member.endsWith("!") && !object.has(member.replace("!", "")))
                                .map(member -> path + "/" + member.replace("!", "") + " is missing"),
                        object.properties().stream().flatMap(member -> {
                            String inner = path + "/" + member.getKey();
                            JsonNode known = members.has(member.getKey())
                                    ? members.get(member.getKey())
                                    : members.path(member.getKey() + "!");
                            return known.isMissingNode()
                                    ? Stream.of(inner + " is not known")
                                    : violations(inner, known, member.getValue());
                        }));
            case ArrayNode element
            when value instanceof ArrayNode list ->
                IntStream.range(0, list.size())
                        .boxed()
                        .flatMap(i -> violations(path + "/" + i, element.get(0), list.get(i)));
            default -> scalar(schema.asText(), value) ? Stream.of() : Stream.of(path + " is no " + schema);
        };
    }

    private static boolean scalar(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "{string}" -> value.isObject() && Rendering.elements(value).allMatch(JsonNode::isTextual);
            default -> value.isTextual() && Arrays.asList(type.split("\\|")).contains(value.asText());
        };
    }
}
