/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;

/**
 * A method at a path with variables.
 *
 * @param query the parameters of the query by name, with their schema
 * @param body its schema; missing when it takes none
 */
record Operation(String method, String template, Map<String, JsonNode> query, JsonNode body) {
    static Operation without(String method, String template) {
        return new Operation(method, template, Map.of(), MissingNode.getInstance());
    }

    /** The same for two operations at paths that differ in case or in the names of their variables only. */
    String key() {
        return method + " " + template.replaceAll("\\{[^}]*}", "{}").toLowerCase(java.util.Locale.ROOT);
    }

    List<String> segments() {
        return List.of(template.substring(1).split("/", -1));
    }

    /** How many fixed segments the path has when it is one of this operation's, else -1. */
    int fits(String otherMethod, String path) {
        List<String> given = List.of(path.substring(1).split("/", -1));
        List<String> own = segments();
        if (!method.equals(otherMethod) || given.size() != own.size()) {
            return -1;
        }
        int fixed = 0;
        for (int i = 0; i < own.size(); i++) {
            boolean same = own.get(i).equalsIgnoreCase(given.get(i));
            if (!same && !own.get(i).startsWith("{")) {
                return -1;
            }
            fixed += same ? 1 : 0;
        }
        return fixed;
    }

    boolean arm() {
        return !template.startsWith("/operator") && !telemetry();
    }

    /** Whether it is an agent's. */
    boolean telemetry() {
        return template.startsWith("/telemetry");
    }

    boolean stream() {
        return template.endsWith("/stream");
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
