/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What would be applied to a cluster. */
record Rendering(String name, List<ObjectNode> objects) {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

    static final Rendering DEV = overlay("dev");
    static final Rendering PROD = overlay("prod");
    /** Dev with whatever else there is. */
    static final Rendering EVERYTHING = new Rendering(
            "everything",
            Kustomize.render(
                    List.of(Tree.ROOT.resolve("overlays/dev")),
                    Tree.folders("components").stream()
                            .filter(component -> !Tree.text(Tree.ROOT.resolve("overlays/dev/kustomization.yaml"))
                                    .contains("components/" + component + "\n"))
                            .map(component -> Tree.ROOT.resolve("components").resolve(component))
                            .toList(),
                    "openpeering"));

    static List<Rendering> all() {
        return List.of(DEV, PROD, EVERYTHING);
    }

    private static Rendering overlay(String name) {
        return new Rendering(name, Kustomize.render(Path.of(Tree.ROOT.toString(), "overlays", name)));
    }

    /** The base with one component. */
    static Rendering of(String component) {
        return new Rendering(
                component,
                Kustomize.render(
                        List.of(Tree.ROOT.resolve("base")),
                        List.of(Tree.ROOT.resolve("components").resolve(component)),
                        "openpeering"));
    }

    /** A copy of its own, to break. */
    Rendering copy() {
        return new Rendering(
                name, new ArrayList<>(objects.stream().map(ObjectNode::deepCopy).toList()));
    }

    Stream<ObjectNode> kind(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    Optional<ObjectNode> find(String kind, String name) {
        return kind(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    /** The ConfigMap, whatever suffix its name was given. */
    ObjectNode configMap(String name) {
        return kind("ConfigMap")
                .filter(object -> name(object).matches(name + "(-[a-z0-9]{10})?"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(this.name + " has no ConfigMap " + name));
    }

    Stream<ObjectNode> workloads() {
        return objects.stream()
                .filter(object -> WORKLOADS.contains(object.path("kind").asText()));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    static JsonNode pod(ObjectNode workload) {
        return workload.at("/spec/template");
    }

    static Stream<JsonNode> containers(ObjectNode workload) {
        return Stream.of("initContainers", "containers")
                .flatMap(member -> elements(pod(workload).at("/spec").path(member)));
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Map<String, String> strings(JsonNode map) {
        Map<String, String> strings = new TreeMap<>();
        map.properties()
                .forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
        return strings;
    }

    /** What a container finds in its environment, as far as the manifests say; what comes from Secrets as {@code secret}. */
    Map<String, String> environment(JsonNode container) {
        Map<String, String> environment = new TreeMap<>();
        elements(container.path("envFrom")).forEach(source -> {
            if (source.has("configMapRef")) {
                find("ConfigMap", source.at("/configMapRef/name").asText())
                        .ifPresent(map -> environment.putAll(strings(map.path("data"))));
            }
        });
        elements(container.path("env"))
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText("secret")));
        return environment;
    }

    /** Whether a label selector chooses the labels. */
    static boolean selects(JsonNode selector, Map<String, String> labels) {
        boolean matches = strings(selector.path("matchLabels")).entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())));
        return matches
                && elements(selector.path("matchExpressions")).allMatch(expression -> {
                    String value = labels.get(expression.path("key").asText());
                    List<String> values = elements(expression.path("values"))
                            .map(JsonNode::asText)
                            .toList();
                    return switch (expression.path("operator").asText()) {
                        case "In" -> value != null && values.contains(value);
                        case "NotIn" -> value == null || !values.contains(value);
                        case "Exists" -> value != null;
                        case "DoesNotExist" -> value == null;
                        default -> throw new IllegalArgumentException(expression.toString());
                    };
                });
    }

    static Map<String, String> podLabels(ObjectNode workload) {
        return strings(pod(workload).at("/metadata/labels"));
    }

    /** Ports that the containers of a workload listen on, by name and by number. */
    static Set<String> ports(ObjectNode workload) {
        Set<String> ports = new java.util.TreeSet<>();
        containers(workload)
                .flatMap(container -> elements(container.path("ports")))
                .forEach(port -> {
                    ports.add(port.path("name").asText());
                    ports.add(port.path("containerPort").asText());
                });
        return ports;
    }

    @Override
    public String toString() {
        return name;
    }
}
