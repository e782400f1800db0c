/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A body without each of the members that its schema requires, one at a time. */
final class Omissions {
    private Omissions() {}

    static List<JsonNode> of(JsonNode schema, JsonNode body) {
        List<JsonNode> all = new ArrayList<>();
        if (body instanceof ObjectNode object) {
            schema.path("required").forEach(each -> {
                if (object.has(each.asText())) {
                    all.add(object.deepCopy().without(each.asText()));
                }
            });
            schema.path("properties")
                    .properties()
                    .forEach(each -> of(each.getValue(), object.path(each.getKey()))
                            .forEach(lacking -> all.add(object.deepCopy().set(each.getKey(), lacking))));
        } else if (body instanceof ArrayNode list && !list.isEmpty()) {
            of(schema.path("items"), list.get(0))
                    .forEach(lacking -> all.add(list.deepCopy().set(0, lacking)));
        }
        return all;
    }
}
