/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Breaks objects, to see that it is noticed. */
final class Broken {
    private Broken() {}

    static void set(ObjectNode object, String path, JsonNode value) {
        ObjectNode operation = Tree.YAML.createObjectNode().put("op", "add").put("path", path);
        boolean there = !object.at(path).isMissingNode() && path.matches(".*/\\d+");
        Kustomize.apply(object, operation.put("op", there ? "replace" : "add").set("value", value), Path.of("test"));
    }

    static void remove(ObjectNode object, String path) {
        Kustomize.apply(object, Tree.YAML.createObjectNode().put("op", "remove").put("path", path), Path.of("test"));
    }
}
