/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request for each operation that succeeds when they are sent in their order; most requests of a run are one of them
 * with something changed. {@code ${name}} in them stands for what is known at the time only.
 */
final class Samples {
    /**
     * A request that should succeed.
     *
     * @param as whose token
     * @param path with the query, without api-version
     * @param body null: none
     * @param captures names for parts of the answer, as JSON pointers
     */
    record Sample(Operation operation, String as, String path, Object body, Map<String, String> captures) {
        String pathOnly() {
            return path.split("\\?", -1)[0];
        }

        String query() {
            return path.indexOf('?') < 0 ? "" : path.substring(path.indexOf('?') + 1);
        }
    }

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> excused = new HashMap<>();

    Samples(List<Operation> operations) {
        JsonNode file = file();
        for (JsonNode each : file.path("samples")) {
            String[] request = each.path("request").asText().split(" ", 2);
            Operation operation = find(operations, request[0], request[1].split("\\?", -1)[0]);
            Map<String, String> captures = new HashMap<>();
            each.path("capture")
                    .properties()
                    .forEach(one -> captures.put(one.getKey(), one.getValue().asText()));
            Object body = each.has("body") ? Json.of(each.path("body")) : null;
            samples.add(new Sample(operation, each.path("as").asText(), request[1], body, captures));
        }
        file.path("withoutSuccess")
                .properties()
                .forEach(each -> excused.put(each.getKey(), each.getValue().asText()));
    }

    private static JsonNode file() {
        try (InputStream file = Samples.class.getResourceAsStream("samples.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation find(List<Operation> operations, String method, String path) {
        String whole = bound(
                path,
                Map.of(
                        "partner", "/subscriptions/x/providers/Microsoft.Peering",
                        "customer", "/subscriptions/x/providers/Microsoft.Peering",
                        "partnerGroup", "/subscriptions/x/resourceGroups/x/providers/Microsoft.Peering",
                        "customerGroup", "/subscriptions/x/resourceGroups/x/providers/Microsoft.Peering"));
        return operations.stream()
                .filter(each -> each.fits(method, whole) >= 0)
                .max(Comparator.comparingInt(each -> each.fits(method, whole)))
                .orElseThrow(
                        () -> new AssertionError("samples.json: no operation is called by " + method + " " + path));
    }

    List<Sample> all() {
        return samples;
    }

    List<Sample> of(Operation operation) {
        return samples.stream()
                .filter(each -> each.operation().equals(operation))
                .toList();
    }

    /** Operations that need not succeed, with the reason. */
    Map<String, String> excused() {
        return excused;
    }

    static String bound(String text, Map<String, String> bindings) {
        String bound = text;
        for (Map.Entry<String, String> each : bindings.entrySet()) {
            bound = bound.replace("${" + each.getKey() + "}", each.getValue());
        }
        return bound;
    }
}
