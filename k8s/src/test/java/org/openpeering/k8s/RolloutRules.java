/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.containers;
import static org.openpeering.k8s.Rendering.elements;
import static org.openpeering.k8s.Rendering.name;
import static org.openpeering.k8s.Rendering.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** How pods come and go. */
final class RolloutRules {
    static final Set<String> SERVICES = Set.of("gateway", "partner-service", "prefix-service", "insights-service");

    private static final List<String> COMPANIONS =
            List.of("Service", "ServiceAccount", "NetworkPolicy", "PodDisruptionBudget");

    static final List<Rule> ALL = List.of(
            new Rule("every service is deployed with all that belongs to it", RolloutRules::companions),
            deployments(
                    "every container is probed on the management port",
                    deployment -> containers(deployment)
                            .allMatch(container -> Stream.of("started startup", "live liveness", "ready readiness")
                                    .map(pair -> pair.split(" "))
                                    .allMatch(
                                            pair -> probe(container.path(pair[1] + "Probe"), "/q/health/" + pair[0])))),
            deployments(
                    "no pod goes before its successor is ready",
                    deployment -> deployment
                                    .at("/spec/strategy/rollingUpdate/maxUnavailable")
                                    .asText()
                                    .equals("0")
                            && deployment
                                    .at("/spec/strategy/rollingUpdate/maxSurge")
                                    .asText()
                                    .equals("1")),
            deployments("load balancers leave a pod out before it stops", deployment -> sleep(deployment) >= 5),
            deployments(
                    "a pod has the time that its draining takes",
                    deployment -> pod(deployment)
                                    .at("/spec/terminationGracePeriodSeconds")
                                    .asLong()
                            > sleep(deployment) + draining(name(deployment)).toSeconds()),
            deployments(
                    "one collector drains at a time",
                    deployment -> !name(deployment).equals("insights-service")
                            || deployment.at("/spec/minReadySeconds").asLong()
                                    >= pod(deployment)
                                            .at("/spec/terminationGracePeriodSeconds")
                                            .asLong()),
            deployments(
                    "pods spread over zones and nodes",
                    deployment -> elements(pod(deployment).at("/spec/topologySpreadConstraints"))
                            .map(constraint -> constraint.path("topologyKey").asText())
                            .toList()
                            .containsAll(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"))),
            deployments(
                    "the autoscaler alone says how many pods there are",
                    deployment -> !deployment.path("spec").has("replicas")),
            new Rule(
                    "migrations are a job with the role that may, services have one that may not",
                    RolloutRules::migrations),
            new Rule("production has three of each, and two collectors", RolloutRules::replicas));

    private RolloutRules() {}

    private static Rule deployments(String name, Predicate<ObjectNode> holds) {
        return new Rule(
                name,
                rendering -> rendering
                        .kind("Deployment")
                        .filter(deployment -> !holds.test(deployment))
                        .map(Kustomize::id));
    }

    private static Stream<String> companions(Rendering rendering) {
        return SERVICES.stream()
                .flatMap(service -> Stream.concat(
                                Stream.concat(Stream.of("Deployment"), COMPANIONS.stream())
                                        .filter(kind ->
                                                rendering.find(kind, service).isEmpty()),
                                Stream.of("HorizontalPodAutoscaler or ScaledObject")
                                        .filter(any -> Stream.of(any.split(" or "))
                                                        .filter(kind -> rendering
                                                                .find(kind, service)
                                                                .isPresent())
                                                        .count()
                                                != 1))
                        .map(kind -> kind + "/" + service));
    }

    private static boolean probe(JsonNode probe, String path) {
        return probe.at("/httpGet/path").asText().equals(path)
                && probe.at("/httpGet/port").asText().equals("management");
    }

    private static long sleep(ObjectNode deployment) {
        return containers(deployment)
                .mapToLong(container ->
                        container.at("/lifecycle/preStop/sleep/seconds").asLong())
                .min()
                .orElse(0);
    }

    /** How long the service takes to stop at most, as its own configuration says. */
    private static Duration draining(String service) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(
                Tree.REPOSITORY.resolve(service).resolve("src/main/resources/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return duration(properties.getProperty("quarkus.shutdown.timeout"))
                .plus(duration(properties.getProperty("quarkus.shutdown.delay", "0s")));
    }

    private static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    private static Stream<String> migrations(Rendering rendering) {
        return Stream.of("partner-service", "prefix-service", "insights-service")
                .filter(service ->
                        !(login(rendering, "Job", service + "-migration").equals(service + "-database-owner")
                                && setting(rendering, "Job", service + "-migration", "QUARKUS_FLYWAY_MIGRATE_AT_START")
                                        .equals("true")
                                && setting(rendering, "Job", service + "-migration", "QUARKUS_INIT_AND_EXIT")
                                        .equals("true")
                                && login(rendering, "Deployment", service).equals(service + "-database")
                                && setting(rendering, "Deployment", service, "QUARKUS_FLYWAY_MIGRATE_AT_START")
                                        .equals("false")
                                && image(rendering, "Job", service + "-migration")
                                        .equals(image(rendering, "Deployment", service))));
    }

    private static Stream<JsonNode> containersOf(Rendering rendering, String kind, String name) {
        return rendering.find(kind, name).stream().flatMap(Rendering::containers);
    }

    private static String image(Rendering rendering, String kind, String name) {
        return containersOf(rendering, kind, name)
                .map(container -> container.path("image").asText())
                .findFirst()
                .orElse("");
    }

    /** From which Secret a workload has its name and password for the database. */
    private static String login(Rendering rendering, String kind, String name) {
        List<String> secrets = containersOf(rendering, kind, name)
                .flatMap(container -> elements(container.path("env")))
                .filter(variable -> variable.path("name").asText().matches("QUARKUS_DATASOURCE_(USERNAME|PASSWORD)"))
                .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText())
                .distinct()
                .toList();
        return String.join(" and ", secrets);
    }

    private static String setting(Rendering rendering, String kind, String name, String variable) {
        return containersOf(rendering, kind, name)
                .map(container -> rendering.environment(container).getOrDefault(variable, ""))
                .findFirst()
                .orElse("");
    }

    private static Stream<String> replicas(Rendering rendering) {
        return rendering.name().equals("prod")
                ? SERVICES.stream()
                        .filter(service -> rendering
                                        .find("HorizontalPodAutoscaler", service)
                                        .map(scaler ->
                                                scaler.at("/spec/minReplicas").asInt())
                                        .orElse(0)
                                < (service.equals("insights-service") ? 2 : 3))
                : Stream.of();
    }
}
