/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the API server, or an operator's, would refuse: a field that the kind does not have, a value of another type, a
 * member that is missing.
 */
final class Schemas {
    private Schemas() {}

    /** What is wrong with the object; nothing, or the first finding. */
    static Stream<String> violations(ObjectNode object) {
        String version = object.path("apiVersion").asText();
        String kind = object.path("kind").asText();
        return Stream.of(CoreSchema.of(version, kind), ModelSchema.of(version, kind), WrittenSchema.of(version, kind))
                .flatMap(List::stream)
                .findFirst()
                .map(schema -> schema.violations(object).map(violation -> Kustomize.id(object) + ": " + violation))
                .orElseGet(() -> Stream.of("no schema for " + version + " " + kind));
    }

    /**
     * What of an object does not come back out of its model with the type that it had: models take a number for a string,
     * and leave out what is none of an enumeration's values.
     */
    static Stream<String> lost(JsonNode in, JsonNode out) {
        return lost("", in, out);
    }

    private static Stream<String> lost(String path, JsonNode in, JsonNode out) {
        if (in.isEmpty() && in.isContainerNode()) {
            // Models write no empty collections.
            return out.isMissingNode() || out.getNodeType() == in.getNodeType() ? Stream.of() : Stream.of(path);
        }
        if (in.getNodeType() != out.getNodeType() || (in.isArray() && in.size() != out.size())) {
            return Stream.of(path + " is not what it may be: " + in);
        }
        Stream<String> members = in.properties().stream()
                .flatMap(member -> lost(path + "/" + member.getKey(), member.getValue(), out.path(member.getKey())));
        Stream<String> elements = in.isArray()
                ? IntStream.range(0, in.size()).boxed().flatMap(i -> lost(path + "/" + i, in.get(i), out.get(i)))
                : Stream.of();
        return Stream.concat(members, elements);
    }

    /** One way to know what a kind may hold. */
    interface Schema {
        Stream<String> violations(JsonNode object);
    }
}
