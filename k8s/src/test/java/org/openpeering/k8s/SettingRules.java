/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.elements;
import static org.openpeering.k8s.Rendering.name;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What services are told by their environment. */
final class SettingRules {
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\w.-])([a-z][\\w-]*(?:\\.[a-z][\\w-]*)*):(\\d{2,5})(?!\\d)");
    private static final Pattern MOUNTED = Pattern.compile("/etc/openpeering/[\\w./-]+");

    static final List<Rule> ALL = List.of(
            containers(
                    "every variable is a setting of the service",
                    (rendering, workload, environment) -> environment.keySet().stream()
                            .filter(variable -> !Settings.of(service(workload)).knows(variable))),
            containers(
                    "the installation is no lab",
                    (rendering, workload, environment) -> environment.entrySet().stream()
                            .filter(entry -> entry.getKey().matches("OPENPEERING_(LAB|RESERVED_NUMBERS)")
                                    || (entry.getKey().equals("QUARKUS_PROFILE")
                                            && !entry.getValue().equals("prod")))
                            .map(Map.Entry::getKey)),
            containers(
                    "no secret stands in the clear",
                    (rendering, workload, environment) -> environment.entrySet().stream()
                            .filter(entry -> entry.getKey().matches(".*(PASSWORD|JAAS|USERNAME|ENCRYPTION_KEYS).*")
                                    && !entry.getValue().equals("secret"))
                            .map(Map.Entry::getKey)),
            containers(
                    "what a service must be told it is told",
                    (rendering, workload, environment) ->
                            required(workload).stream().filter(variable -> !environment.containsKey(variable))),
            containers(
                    "every address leads to a Service, or outside",
                    (rendering, workload, environment) -> environment.values().stream()
                            .flatMap(value -> ADDRESS.matcher(value).results())
                            .filter(address -> !address.group(1).endsWith(".example")
                                    && !address.group(1).equals("localhost"))
                            .filter(address -> !services(rendering)
                                    .getOrDefault(address.group(1).replaceFirst("\\.openpeering\\.svc$", ""), Set.of())
                                    .contains(address.group(2)))
                            .map(MatchResult::group)),
            containers("every file is mounted", (rendering, workload, environment) -> {
                Set<String> mounted = mounted(workload);
                return environment.values().stream()
                        .flatMap(value -> MOUNTED.matcher(value).results())
                        .map(MatchResult::group)
                        .filter(path -> !mounted.contains(path))
                        // The migration job has the configuration of its service, and speaks to the database alone.
                        .filter(path -> !(workload.path("kind").asText().equals("Job") && path.contains("/kafka/")));
            }),
            new Rule("no setting is given twice", SettingRules::twice));

    private SettingRules() {}

    private interface Check {
        Stream<String> violations(Rendering rendering, ObjectNode workload, Map<String, String> environment);
    }

    private static Rule containers(String name, Check check) {
        return new Rule(
                name,
                rendering -> rendering
                        .workloads()
                        .flatMap(workload -> Rendering.containers(workload)
                                .flatMap(container ->
                                        check.violations(rendering, workload, rendering.environment(container)))
                                .map(violation -> Kustomize.id(workload) + ": " + violation)));
    }

    static String service(ObjectNode workload) {
        return name(workload).replaceFirst("-migration$", "");
    }

    private static Set<String> required(ObjectNode workload) {
        return service(workload).equals("agent")
                ? Set.of(
                        "OPENPEERING_AGENT_GATEWAY",
                        "OPENPEERING_AGENT_ISSUER",
                        "OPENPEERING_AGENT_CLIENT_ID",
                        "OPENPEERING_AGENT_CLIENT_SECRET_FILE",
                        "OPENPEERING_AGENT_BUFFER_FOLDER",
                        "OPENPEERING_AGENT_BUFFER_BYTES")
                : requiredOfService(workload);
    }

    private static Set<String> requiredOfService(ObjectNode workload) {
        Set<String> required =
                new TreeSet<>(Set.of("QUARKUS_PROFILE", "QUARKUS_OIDC_AUTH_SERVER_URL", "QUARKUS_MANAGEMENT_HOST"));
        if (service(workload).equals("gateway")) {
            required.addAll(Set.of(
                    "OPENPEERING_GATEWAY_PUBLIC_URL",
                    "OPENPEERING_GATEWAY_PARTNER_URL",
                    "OPENPEERING_GATEWAY_PREFIX_URL",
                    "OPENPEERING_GATEWAY_INSIGHTS_URL",
                    "QUARKUS_TLS_DOOR_KEY_STORE_PEM__0__CERT",
                    "QUARKUS_TLS_DOOR_KEY_STORE_PEM__0__KEY"));
        } else {
            required.addAll(Set.of("QUARKUS_HTTP_HOST", "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_SECURITY_PROTOCOL"));
        }
        if (service(workload).equals("insights-service")) {
            required.add("OPENPEERING_BMP_HOST");
        }
        if (Set.of("partner-service", "prefix-service").contains(service(workload))) {
            required.add("OPENPEERING_NETWORK_ASN");
        }
        if (!service(workload).equals("gateway")) {
            required.addAll(Set.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    "QUARKUS_DATASOURCE_USERNAME",
                    "QUARKUS_DATASOURCE_PASSWORD"));
        }
        if (service(workload).equals("prefix-service")) {
            required.add("OPENPEERING_NETWORK_COMMUNITY");
        }
        return required;
    }

    /** Names and ports of the Services, those that operators make included. */
    private static Map<String, Set<String>> services(Rendering rendering) {
        Map<String, Set<String>> services = new TreeMap<>();
        rendering
                .kind("Service")
                .forEach(service -> services.put(
                        name(service),
                        elements(service.at("/spec/ports"))
                                .map(port -> port.path("port").asText())
                                .collect(Collectors.toSet())));
        rendering.kind("Kafka").forEach(kafka -> services.put(name(kafka) + "-kafka-bootstrap", Set.of("9093")));
        rendering.kind("Cluster").forEach(cluster -> services.put(name(cluster) + "-rw", Set.of("5432")));
        rendering.kind("Keycloak").forEach(keycloak -> services.put(name(keycloak) + "-service", Set.of("8443")));
        return services;
    }

    private static Set<String> mounted(ObjectNode workload) {
        Set<String> mounted = new HashSet<>();
        for (JsonNode mount : Rendering.containers(workload)
                .flatMap(container -> elements(container.path("volumeMounts")))
                .toList()) {
            elements(Rendering.pod(workload).at("/spec/volumes"))
                    .filter(volume -> volume.path("name").equals(mount.path("name")))
                    .forEach(volume -> {
                        JsonNode items = volume.at("/secret/items");
                        // A Secret without a list of its keys is of the kind kubernetes.io/tls.
                        (items.isMissingNode()
                                        ? Stream.of("tls.crt", "tls.key")
                                        : elements(items)
                                                .map(item -> item.path("path").asText()))
                                .forEach(file ->
                                        mounted.add(mount.path("mountPath").asText() + "/" + file));
                    });
        }
        return mounted;
    }

    private static Stream<String> twice(Rendering rendering) {
        return rendering
                .workloads()
                .flatMap(workload -> Rendering.containers(workload).flatMap(container -> {
                    Set<String> seen = new HashSet<>();
                    Stream<String> sources = elements(container.path("envFrom"))
                            .flatMap(source ->
                                    rendering
                                            .find(
                                                    "ConfigMap",
                                                    source.at("/configMapRef/name")
                                                            .asText())
                                            .stream())
                            .flatMap(map -> Rendering.strings(map.path("data")).keySet().stream());
                    Set<String> named = new HashSet<>();
                    Stream<String> variables = elements(container.path("env"))
                            .map(variable -> variable.path("name").asText())
                            .filter(variable -> !named.add(variable));
                    return Stream.concat(sources.filter(variable -> !seen.add(variable)), variables)
                            .map(variable -> Kustomize.id(workload) + ": " + variable);
                }));
    }
}
