/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.containers;
import static org.openpeering.k8s.Rendering.elements;
import static org.openpeering.k8s.Rendering.name;
import static org.openpeering.k8s.Rendering.pod;
import static org.openpeering.k8s.Rendering.podLabels;
import static org.openpeering.k8s.Rendering.ports;
import static org.openpeering.k8s.Rendering.selects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one object says of another. */
final class ReferenceRules {
    static final List<Rule> ALL = List.of(
            new Rule("every ConfigMap that is used is there", ReferenceRules::configMaps),
            new Rule("every Secret that is used is there, with its keys", ReferenceRules::secrets),
            new Rule("every Secret that is brought is used", rendering -> {
                Set<String> used = Secrets.uses(rendering).stream()
                        .map(Secrets.Use::secret)
                        .collect(Collectors.toSet());
                return Secrets.brought(rendering.name(), Set.of(Secrets.COMMAND, Secrets.OPERATOR)).keySet().stream()
                        .filter(secret -> !used.contains(secret));
            }),
            workloads(
                    "every service account is there",
                    (rendering, workload) -> Stream.of(
                                    pod(workload).at("/spec/serviceAccountName").asText("missing"))
                            .filter(account ->
                                    rendering.find("ServiceAccount", account).isEmpty())),
            workloads("every volume is mounted, and every mount has a volume", (rendering, workload) -> {
                Set<String> mounts = containers(workload)
                        .flatMap(container -> elements(container.path("volumeMounts")))
                        .map(mount -> mount.path("name").asText())
                        .collect(Collectors.toCollection(TreeSet::new));
                Set<String> volumes = Stream.concat(
                                elements(pod(workload).at("/spec/volumes")),
                                elements(workload.at("/spec/volumeClaimTemplates"))
                                        .map(claim -> claim.path("metadata")))
                        .map(volume -> volume.path("name").asText())
                        .collect(Collectors.toCollection(TreeSet::new));
                return mounts.equals(volumes) ? Stream.of() : Stream.of(mounts + " or " + volumes);
            }),
            workloads(
                    "every port that is probed is listened on",
                    (rendering, workload) -> containers(workload)
                            .flatMap(container -> container.findValues("httpGet").stream())
                            .map(get -> get.path("port").asText())
                            .filter(port -> !ports(workload).contains(port))),
            workloads(
                    "a workload selects its own pods and no others",
                    (rendering, workload) -> workload.at("/spec").has("selector")
                            ? owner(rendering, workload.at("/spec/selector"), workload)
                            : Stream.of()),
            workloads(
                    "pods spread among their own",
                    (rendering, workload) -> elements(pod(workload).at("/spec/topologySpreadConstraints"))
                            .flatMap(constraint -> owner(rendering, constraint.path("labelSelector"), workload))),
            new Rule("a Service is one workload's, and its ports are listened on", ReferenceRules::services),
            new Rule(
                    "a disruption budget is one workload's",
                    rendering -> rendering
                            .kind("PodDisruptionBudget")
                            .filter(budget -> selected(rendering, budget.at("/spec/selector"))
                                            .size()
                                    != 1)
                            .map(Kustomize::id)),
            new Rule("what is scaled is there, by one scaler", ReferenceRules::scalers),
            new Rule("what is let in from outside leads to a port of a Service", ReferenceRules::routes),
            new Rule("operators' objects name what is there", ReferenceRules::custom));

    private ReferenceRules() {}

    private interface Check {
        Stream<String> violations(Rendering rendering, ObjectNode workload);
    }

    private static Rule workloads(String name, Check check) {
        return new Rule(
                name,
                rendering -> rendering
                        .workloads()
                        .flatMap(workload -> check.violations(rendering, workload)
                                .map(violation -> Kustomize.id(workload) + ": " + violation)));
    }

    private static Stream<String> configMaps(Rendering rendering) {
        return rendering.objects().stream()
                .flatMap(object -> Stream.of("configMapRef", "configMapKeyRef", "configMap", "configMapTargetRef")
                        .flatMap(member -> object.findValues(member).stream())
                        .flatMap(reference -> reference.isArray() ? elements(reference) : Stream.of(reference))
                        .filter(reference -> rendering
                                .find("ConfigMap", reference.path("name").asText())
                                .filter(map -> !reference.has("key")
                                        || map.path("data")
                                                .has(reference.get("key").asText()))
                                .isEmpty())
                        .map(reference -> Kustomize.id(object) + ": " + reference));
    }

    private static Stream<String> secrets(Rendering rendering) {
        Map<String, Set<String>> available = Secrets.available(rendering);
        return Secrets.uses(rendering).stream()
                .filter(use -> !available.getOrDefault(use.secret(), Set.of()).containsAll(use.keys())
                        || !available.containsKey(use.secret()))
                .map(Secrets.Use::toString);
    }

    private static List<ObjectNode> selected(Rendering rendering, JsonNode selector) {
        return selector.isEmpty()
                ? List.of()
                : rendering
                        .workloads()
                        .filter(workload -> selects(selector, podLabels(workload)))
                        .toList();
    }

    private static Stream<String> owner(Rendering rendering, JsonNode selector, ObjectNode workload) {
        List<ObjectNode> selected = selected(rendering, selector);
        return selected.equals(List.of(workload))
                ? Stream.of()
                : Stream.of("selects " + selected.stream().map(Kustomize::id).toList());
    }

    private static Stream<String> services(Rendering rendering) {
        return rendering
                .kind("Service")
                .filter(service -> {
                    JsonNode selector =
                            JsonNodeFactory.instance.objectNode().set("matchLabels", service.at("/spec/selector"));
                    List<ObjectNode> selected = selected(rendering, selector);
                    return selected.size() != 1
                            || !elements(service.at("/spec/ports"))
                                    .allMatch(port -> ports(selected.getFirst())
                                            .contains(port.path("targetPort")
                                                    .asText(port.path("port").asText())));
                })
                .map(Kustomize::id);
    }

    private static Stream<String> scalers(Rendering rendering) {
        List<ObjectNode> scalers = Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                .flatMap(rendering::kind)
                .toList();
        Function<ObjectNode, String> target =
                scaler -> scaler.at("/spec/scaleTargetRef/name").asText();
        return scalers.stream()
                .filter(scaler ->
                        rendering.find("Deployment", target.apply(scaler)).isEmpty()
                                || scalers.stream()
                                                .filter(other ->
                                                        target.apply(other).equals(target.apply(scaler)))
                                                .count()
                                        > 1)
                .map(Kustomize::id);
    }

    private static Stream<String> routes(Rendering rendering) {
        Stream<JsonNode> ingress = rendering
                .kind("Ingress")
                .flatMap(object -> object.findValues("service").stream())
                .map(backend -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", backend.path("name").asText())
                        .put(
                                "port",
                                backend.at("/port/name")
                                        .asText(backend.at("/port/number").asText())));
        Stream<JsonNode> routes = rendering
                .kind("TLSRoute")
                .flatMap(object -> object.findValues("backendRefs").stream())
                .flatMap(Rendering::elements);
        return Stream.concat(ingress, routes)
                .filter(backend -> rendering
                        .find("Service", backend.path("name").asText())
                        .stream()
                        .flatMap(service -> elements(service.at("/spec/ports")))
                        .noneMatch(port -> List.of(
                                        port.path("name").asText(),
                                        port.path("port").asText())
                                .contains(backend.path("port").asText())))
                .map(JsonNode::toString);
    }

    private static Stream<String> custom(Rendering rendering) {
        return rendering.objects().stream()
                .flatMap(object -> (switch (object.path("kind").asText()) {
                            case "Certificate" ->
                                Stream.of("Issuer/"
                                        + object.at("/spec/issuerRef/name").asText());
                            case "KafkaTopic", "KafkaUser", "KafkaNodePool" ->
                                Stream.of("Kafka/"
                                        + object.at("/metadata/labels")
                                                .path("strimzi.io/cluster")
                                                .asText());
                            case "KeycloakRealmImport" ->
                                Stream.of("Keycloak/"
                                        + object.at("/spec/keycloakCRName").asText());
                            case "TLSRoute" ->
                                object.findValues("parentRefs").stream()
                                        .flatMap(Rendering::elements)
                                        .map(parent ->
                                                "Gateway/" + parent.path("name").asText());
                            case "ScaledObject" ->
                                object.findValues("authenticationRef").stream()
                                        .map(reference -> "TriggerAuthentication/"
                                                + reference.path("name").asText());
                            default -> Stream.<String>of();
                        })
                        .filter(id -> rendering
                                .find(id.replaceFirst("/.*", ""), id.replaceFirst(".*/", ""))
                                .isEmpty())
                        .map(id -> Kustomize.id(object) + " names " + id));
    }
}
