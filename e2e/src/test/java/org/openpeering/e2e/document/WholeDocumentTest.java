/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.testing.document.Committed;

/** {@code docs/api/openapi.json}: what is served at the gateway is what its three services serve. */
class WholeDocumentTest {
    private static final List<String> SERVICES = List.of("partner-service", "prefix-service", "insights-service");

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void theCommittedDocumentIsTheServicesDocumentsTogether() {
        Committed.compare("openapi.json", whole());
    }

    private ObjectNode whole() {
        List<JsonNode> parts =
                SERVICES.stream().map(each -> Committed.read(each + ".json")).toList();
        ObjectNode whole = parts.getFirst().deepCopy();
        ObjectNode info = (ObjectNode) whole.get("info");
        info.put("title", "OpenPeering");
        info.put(
                "description",
                "Names in paths and of query parameters count without regard to case. A request to /subscriptions or "
                        + "/providers names an api-version; where an answer differs by it, docs/deviations.md says so. "
                        + "Members that a request need not have may be null, and unknown ones are ignored.");
        whole.putArray("servers").addObject().put("url", "/");
        TreeMap<String, JsonNode> paths = new TreeMap<>(Map.of("/openapi", itself()));
        Map<String, Map<String, JsonNode>> components = new TreeMap<>();
        for (JsonNode part : parts) {
            part.path("paths").properties().forEach(each -> put(paths, each));
            part.path("components")
                    .properties()
                    .forEach(kind -> kind.getValue()
                            .properties()
                            .forEach(each ->
                                    put(components.computeIfAbsent(kind.getKey(), _ -> new TreeMap<>()), each)));
        }
        for (String each : List.of("x-ms-correlation-request-id", "x-ms-routing-request-id")) {
            header(components, each, "Names the request in the logs of all services, and between clouds.");
        }
        header(components, "x-ms-ratelimit-remaining", "How many more requests of the kind are free.");
        ((ObjectNode) whole.get("paths")).removeAll().setAll(paths);
        ObjectNode all = (ObjectNode) whole.get("components");
        components.forEach(
                (kind, of) -> ((ObjectNode) all.get(kind)).removeAll().setAll(of));
        paths.forEach((path, item) -> item.properties()
                .forEach(verb -> verb.getValue()
                        .path("responses")
                        .forEach(each -> complete(each, remaining(path, verb.getKey())))));
        return whole;
    }

    private static void put(Map<String, JsonNode> all, Map.Entry<String, JsonNode> one) {
        JsonNode other = all.putIfAbsent(one.getKey(), one.getValue());
        assertThat(other == null || other.equals(one.getValue()))
                .as("two services say different things of " + one.getKey())
                .isTrue();
    }

    private void header(Map<String, Map<String, JsonNode>> components, String name, String description) {
        ObjectNode header = mapper.createObjectNode().put("description", description);
        header.putObject("schema").put("type", "string");
        components.get("headers").put(name, header);
    }

    /** The headers that the gateway adds to the answers of services. */
    private static void complete(JsonNode response, String remaining) {
        if (!response.has("$ref")) {
            ObjectNode headers = ((ObjectNode) response).withObjectProperty("headers");
            for (String each : List.of("x-ms-correlation-request-id", "x-ms-routing-request-id")) {
                headers.putObject(each).put("$ref", "#/components/headers/" + each);
            }
            headers.putObject(remaining).put("$ref", "#/components/headers/x-ms-ratelimit-remaining");
        }
    }

    private static String remaining(String path, String verb) {
        String kind = verb.equals("get") ? "reads" : verb.equals("delete") ? "deletes" : "writes";
        return "x-ms-ratelimit-remaining-" + (path.startsWith("/subscriptions") ? "subscription-" : "tenant-") + kind;
    }

    /** The gateway's own. */
    private ObjectNode itself() {
        ObjectNode item = mapper.createObjectNode();
        ObjectNode operation = item.putObject("get")
                .put("operationId", "OpenApi_Get")
                .put("summary", "This document; as text/html a page to read it.");
        operation.putArray("tags").add("OpenApi");
        operation.putArray("security").addObject();
        ObjectNode content = operation
                .putObject("responses")
                .putObject("200")
                .put("description", "Done.")
                .putObject("content");
        content.putObject("application/json").putObject("schema").put("type", "object");
        content.putObject("text/html").putObject("schema").put("type", "string");
        ((ObjectNode) operation.get("responses")).putObject("default").put("$ref", "#/components/responses/Error");
        return item;
    }

    @Test
    void itIsOpenApi() throws IOException {
        try (InputStream file = WholeDocumentTest.class.getResourceAsStream("/openapi/3.1.json")) {
            JsonSchema openApi =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Objects.requireNonNull(file));

            for (String each : List.of("openapi", "partner-service", "prefix-service", "insights-service")) {
                assertThat(openApi.validate(Committed.read(each + ".json")))
                        .as(each)
                        .isEmpty();
            }
            ObjectNode broken = (ObjectNode) Committed.read("openapi.json");
            ((ObjectNode) broken.get("info")).remove("title");
            assertThat(openApi.validate(broken)).isNotEmpty();
        }
    }

    @Test
    void everyOperationHasANameOfItsOwnAndEveryReferenceLeadsSomewhere() {
        JsonNode whole = Committed.read("openapi.json");
        Set<String> ids = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        whole.path("paths")
                .forEach(item -> item.forEach(operation -> {
                    if (!ids.add(operation.path("operationId").asText())) {
                        wrong.add("twice: " + operation.path("operationId"));
                    }
                }));
        whole.path("paths")
                .properties()
                .forEach(item -> item.getValue().forEach(operation -> variables(item.getKey(), operation, wrong)));
        whole.findValues("$ref").forEach(each -> {
            if (whole.at(each.asText().substring(1)).isMissingNode()) {
                wrong.add("leads nowhere: " + each);
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(ids).hasSizeGreaterThan(100);
    }

    private static void variables(String path, JsonNode operation, List<String> wrong) {
        Set<String> named = new HashSet<>();
        operation.path("parameters").forEach(each -> {
            if (each.path("in").asText().equals("path")) {
                named.add("{" + each.path("name").asText() + "}");
            }
        });
        Set<String> variables = new HashSet<>(List.of(path.split("/", -1)));
        variables.removeIf(each -> !each.startsWith("{"));
        if (!named.equals(variables)) {
            wrong.add(path + " has parameters " + named);
        }
    }
}
