/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * How an OpenAPI 3.1 document differs from the contract's of OpenAPI 2.0, operation by operation. What the contract leaves
 * open may be told exactly: formats, values of a text, members that are always there.
 */
final class Comparison {
    private enum Direction {
        REQUEST,
        ANSWER
    }

    private final JsonNode contract;
    private final JsonNode ours;
    private final Set<String> differences = new TreeSet<>();
    private final Set<String> compared = new HashSet<>();

    private Comparison(JsonNode contract, JsonNode ours) {
        this.contract = contract;
        this.ours = ours;
    }

    static Set<String> of(JsonNode contract, JsonNode ours) {
        Comparison comparison = new Comparison(contract, ours);
        Map<String, JsonNode> served = new HashMap<>();
        ours.path("paths")
                .properties()
                .forEach(item -> item.getValue()
                        .properties()
                        .forEach(verb -> served.put(key(item.getKey(), verb.getKey()), verb.getValue())));
        contract.path("paths")
                .properties()
                .forEach(item -> item.getValue().properties().forEach(verb -> {
                    JsonNode found = served.get(key(item.getKey(), verb.getKey()));
                    comparison.operation(verb.getValue(), found == null ? MissingNode.getInstance() : found);
                }));
        return comparison.differences;
    }

    private static String key(String path, String verb) {
        return verb + " " + path.replaceAll("\\{[^}]*}", "{}").toLowerCase(Locale.ROOT);
    }

    private void operation(JsonNode theirs, JsonNode own) {
        String id = theirs.path("operationId").asText();
        if (own.isMissingNode()) {
            differences.add(id + ": not served");
            return;
        }
        same(
                id + ": name",
                theirs.path("operationId").asText(),
                own.path("operationId").asText());
        Map<String, JsonNode> parameters = parameters(contract, theirs);
        Map<String, JsonNode> given = parameters(ours, own);
        JsonNode body = parameters.remove("body");
        more(id + ": parameter ", parameters.keySet(), given.keySet());
        parameters.forEach((name, each) -> {
            if (given.containsKey(name)) {
                parameter(id + ": parameter " + name, each, given.get(name));
            }
        });
        JsonNode taken = own.path("requestBody");
        if ((body == null) != taken.isMissingNode()) {
            differences.add(id + ": body " + (body == null ? "more" : "missing"));
        } else if (body != null) {
            same(
                    id + ": body required",
                    body.path("required").asBoolean(),
                    taken.path("required").asBoolean());
            schema(id + ": body", body.path("schema"), content(taken), Direction.REQUEST);
        }
        responses(id, theirs.path("responses"), own.path("responses"));
    }

    private void responses(String id, JsonNode theirs, JsonNode own) {
        more(id + ": status ", names(theirs), names(own));
        theirs.properties().forEach(each -> {
            JsonNode response = resolved(ours, own.path(each.getKey()));
            JsonNode schema = each.getValue().path("schema");
            if (schema.isMissingNode() != content(response).isMissingNode()) {
                differences.add(id + ": body of " + each.getKey() + (schema.isMissingNode() ? " more" : " missing"));
            } else if (!schema.isMissingNode()) {
                schema(id + ": answer", schema, content(response), Direction.ANSWER);
            }
        });
    }

    private static JsonNode content(JsonNode node) {
        return node.path("content").path("application/json").path("schema");
    }

    /** By name; headers as {@code header X}, the one body as {@code body}. */
    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        for (JsonNode reference : operation.path("parameters")) {
            JsonNode each = resolved(document, reference);
            String name = each.path("name").asText();
            switch (each.path("in").asText()) {
                case "body" -> parameters.put("body", each);
                case "header" -> parameters.put("header " + name, each);
                default -> parameters.put(name, each);
            }
        }
        return parameters;
    }

    private void parameter(String what, JsonNode theirs, JsonNode own) {
        JsonNode schema = own.path("schema");
        same(what + " in", theirs.path("in").asText(), own.path("in").asText());
        same(
                what + " required",
                theirs.path("required").asBoolean(),
                own.path("required").asBoolean());
        same(what + " type", theirs.path("type").asText(), schema.path("type").asText());
        same(
                what + " pattern",
                bare(theirs.path("pattern").asText()),
                bare(schema.path("pattern").asText()));
        values(what, theirs, schema);
    }

    private static String bare(String pattern) {
        return pattern.replaceAll("^\\^|\\$$", "");
    }

    // ------------------------------------------------------------------ schemas

    private void schema(String what, JsonNode theirReference, JsonNode ownReference, Direction direction) {
        String reference = theirReference.path("$ref").asText("");
        String name = reference.isEmpty() ? what : reference.substring(reference.lastIndexOf('/') + 1);
        if (!reference.isEmpty() && !compared.add(direction + name + ownReference)) {
            return;
        }
        JsonNode theirs = whole(theirReference);
        JsonNode own = resolved(ours, ownReference);
        same(name + " type", type(theirs), type(own));
        values(name, theirs, own);
        if (theirs.has("items")) {
            schema(name, theirs.path("items"), own.path("items"), direction);
        }
        if (theirs.has("properties")) {
            members(name, theirs, own, direction);
        }
    }

    private void members(String name, JsonNode theirs, JsonNode own, Direction direction) {
        String where = direction == Direction.REQUEST ? " in requests" : " in answers";
        Set<String> wanted = names(theirs.path("properties"));
        if (direction == Direction.REQUEST) {
            wanted.removeIf(each ->
                    theirs.path("properties").path(each).path("readOnly").asBoolean());
        }
        Set<String> has = names(own.path("properties"));
        wanted.stream()
                .filter(each -> !has.contains(each))
                .forEach(each -> differences.add(name + "." + each + ": missing" + where));
        has.stream()
                .filter(each -> !wanted.contains(each))
                .forEach(each -> differences.add(name + "." + each + ": more" + where));
        Set<String> needed = texts(theirs.path("required"));
        Set<String> needs = texts(own.path("required"));
        needed.stream()
                .filter(each -> !needs.contains(each))
                .forEach(each -> differences.add(name + "." + each + ": not required" + where));
        if (direction == Direction.REQUEST) {
            needs.stream()
                    .filter(each -> !needed.contains(each))
                    .forEach(each -> differences.add(name + "." + each + ": required"));
        }
        wanted.stream()
                .filter(has::contains)
                .forEach(each -> schema(
                        name + "." + each,
                        theirs.path("properties").path(each),
                        own.path("properties").path(each),
                        direction));
    }

    private static String type(JsonNode schema) {
        return schema.path("type").asText(schema.has("properties") ? "object" : "");
    }

    private void values(String what, JsonNode theirs, JsonNode own) {
        if (theirs.has("enum")) {
            more(what + " value ", texts(theirs.path("enum")), texts(own.path("enum")));
        }
    }

    /** With what {@code allOf} adds. */
    private JsonNode whole(JsonNode reference) {
        ObjectNode whole = resolved(contract, reference).deepCopy();
        for (JsonNode part : whole.path("allOf")) {
            ObjectNode members = whole.withObjectProperty("properties");
            whole(part).path("properties").properties().forEach(each -> members.set(each.getKey(), each.getValue()));
        }
        return whole;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    // ------------------------------------------------------------------ words

    private void same(String what, Object theirs, Object own) {
        if (!theirs.equals(own)) {
            differences.add(what + " is " + own + ", not " + theirs);
        }
    }

    private void more(String what, Set<String> theirs, Set<String> own) {
        theirs.stream().filter(each -> !own.contains(each)).forEach(each -> differences.add(what + each + " missing"));
        own.stream().filter(each -> !theirs.contains(each)).forEach(each -> differences.add(what + each + " more"));
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        List<String> texts = StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new TreeSet<>(texts);
    }
}
