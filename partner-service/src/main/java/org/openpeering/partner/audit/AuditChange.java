/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One member that differs.
 *
 * @param path a JSON Pointer (RFC 6901)
 * @param from null: it was not there
 * @param to null: it is not there any more
 */
@RegisterForReflection
public record AuditChange(
        String path, @Nullable JsonNode from, @Nullable JsonNode to) {

    /** The smallest members in which two objects differ; a missing object has no members. */
    static List<AuditChange> between(JsonNode before, JsonNode after) {
        List<AuditChange> changes = new ArrayList<>();
        compare("", before, after, changes);
        return changes;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<AuditChange> changes) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String place = path + "/" + name.replace("~", "~0").replace("/", "~1");
                compare(place, before.path(name), after.path(name), changes);
            }
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "/" + i, before.path(i), after.path(i), changes);
            }
        } else {
            changes.add(new AuditChange(path, value(before), value(after)));
        }
    }

    private static @Nullable JsonNode value(JsonNode node) {
        return node instanceof MissingNode || node.isNull() ? null : node;
    }
}
