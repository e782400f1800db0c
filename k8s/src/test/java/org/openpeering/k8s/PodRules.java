/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.containers;
import static org.openpeering.k8s.Rendering.elements;
import static org.openpeering.k8s.Rendering.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a pod may do and take. */
final class PodRules {
    private static final Set<String> VOLUMES =
            Set.of("name", "emptyDir", "configMap", "secret", "projected", "downwardAPI");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "", BigDecimal.ONE,
            "m", new BigDecimal("0.001"),
            "k", new BigDecimal(1000),
            "M", new BigDecimal(1_000_000),
            "G", new BigDecimal(1_000_000_000),
            "Ki", new BigDecimal(1L << 10),
            "Mi", new BigDecimal(1L << 20),
            "Gi", new BigDecimal(1L << 30));

    static final List<Rule> ALL = List.of(
            new Rule("the namespace enforces the restricted profile", PodRules::namespace),
            pods(
                    "no pod shares anything of its node",
                    spec -> !Stream.of("hostNetwork", "hostPID", "hostIPC")
                            .anyMatch(member -> spec.path(member).asBoolean())),
            pods(
                    "pods run as a numbered user that is not root",
                    spec -> spec.at("/securityContext/runAsNonRoot").asBoolean()
                            && spec.at("/securityContext/runAsUser").asInt() >= 10_000),
            pods(
                    "pods have the runtime's seccomp profile",
                    spec -> spec.at("/securityContext/seccompProfile/type")
                            .asText()
                            .equals("RuntimeDefault")),
            pods(
                    "pods get no token of the API server",
                    spec -> spec.has("automountServiceAccountToken")
                            && !spec.get("automountServiceAccountToken").asBoolean()),
            pods(
                    "volumes are memory, configuration and secrets",
                    spec -> elements(spec.path("volumes"))
                            .allMatch(volume -> names(volume).stream().allMatch(VOLUMES::contains))),
            pods(
                    "what may be written has a limit",
                    spec -> elements(spec.path("volumes"))
                            .filter(volume -> volume.has("emptyDir"))
                            .allMatch(volume -> volume.at("/emptyDir").has("sizeLimit"))),
            containers(
                    "no container gains privileges",
                    container -> !container
                                    .at("/securityContext/allowPrivilegeEscalation")
                                    .asBoolean(true)
                            && !container.at("/securityContext/privileged").asBoolean()),
            containers(
                    "the root of every container is read-only",
                    container -> container
                            .at("/securityContext/readOnlyRootFilesystem")
                            .asBoolean()),
            containers(
                    "every capability is dropped and none added",
                    container -> container
                                    .at("/securityContext/capabilities/drop")
                                    .toString()
                                    .equals("[\"ALL\"]")
                            && !container.at("/securityContext/capabilities").has("add")),
            containers(
                    "no container undoes what its pod says",
                    container -> !Stream.of("runAsUser", "runAsNonRoot", "seccompProfile", "procMount")
                            .anyMatch(container.at("/securityContext")::has)),
            containers(
                    "every container has requests and limits",
                    container -> Stream.of("cpu", "memory")
                            .allMatch(resource -> quantity(container.at("/resources/requests/" + resource))
                                                    .signum()
                                            > 0
                                    && quantity(container.at("/resources/requests/" + resource))
                                                    .compareTo(quantity(container.at("/resources/limits/" + resource)))
                                            <= 0)),
            containers(
                    "images are pinned",
                    container ->
                            container.path("image").asText().matches(".+(:(?!latest$)[\\w.-]+|@sha256:[0-9a-f]{64})$")),
            new Rule(
                    "in production images are digests",
                    rendering -> rendering.name().equals("prod")
                            ? broken(
                                    rendering,
                                    container ->
                                            container.path("image").asText().contains("@sha256:"))
                            : Stream.of()));

    private PodRules() {}

    private static Rule pods(String name, Predicate<JsonNode> holds) {
        return new Rule(
                name,
                rendering -> rendering
                        .workloads()
                        .filter(workload -> !holds.test(pod(workload).path("spec")))
                        .map(Kustomize::id));
    }

    private static Rule containers(String name, Predicate<JsonNode> holds) {
        return new Rule(name, rendering -> broken(rendering, holds));
    }

    private static Stream<String> broken(Rendering rendering, Predicate<JsonNode> holds) {
        Function<ObjectNode, Stream<JsonNode>> each = Rendering::containers;
        return rendering
                .workloads()
                .filter(workload -> !each.apply(workload).allMatch(holds))
                .map(Kustomize::id);
    }

    private static Stream<String> namespace(Rendering rendering) {
        return rendering
                        .find("Namespace", "openpeering")
                        .map(namespace -> namespace
                                .at("/metadata/labels")
                                .path("pod-security.kubernetes.io/enforce")
                                .asText())
                        .filter("restricted"::equals)
                        .isPresent()
                ? Stream.of()
                : Stream.of("Namespace/openpeering");
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** A resource's quantity as a number; 0 if there is none. */
    static BigDecimal quantity(JsonNode quantity) {
        String text = quantity.asText();
        String number = text.replaceFirst("[A-Za-z]*$", "");
        return number.isEmpty()
                ? BigDecimal.ZERO
                : new BigDecimal(number).multiply(UNITS.get(text.substring(number.length())));
    }
}
