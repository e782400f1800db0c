/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.k8s.Rendering.DEV;
import static org.openpeering.k8s.Rendering.EVERYTHING;
import static org.openpeering.k8s.Rendering.PROD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTest {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    static Stream<Arguments> rulesOnRenderings() {
        return Rendering.all().stream()
                .flatMap(rendering -> Rule.all().stream().map(rule -> Arguments.of(rule, rendering)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rulesOnRenderings")
    void everyRuleHolds(Rule rule, Rendering rendering) {
        assertThat(rule.check(rendering)).isEmpty();
    }

    /** A manifest that one rule is there to find. */
    record Breakage(String rule, Rendering rendering, String what, Consumer<Rendering> damage) {
        @Override
        public String toString() {
            return rule + ": " + what;
        }
    }

    private static Breakage breakage(
            String rule, Rendering rendering, String kind, String name, String path, String value) {
        return new Breakage(rule, rendering, kind + "/" + name + " " + path + " " + value, broken -> {
            ObjectNode object = kind.equals("ConfigMap")
                    ? broken.configMap(name)
                    : broken.find(kind, name).orElseThrow();
            try {
                Broken.set(object, path, Tree.YAML.readTree(value));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Breakage removal(String rule, Rendering rendering, String kind, String name, String path) {
        return new Breakage(rule, rendering, kind + "/" + name + " without " + path, broken -> {
            ObjectNode object = kind.equals("ConfigMap")
                    ? broken.configMap(name)
                    : broken.find(kind, name).orElseThrow();
            if (path.isEmpty()) {
                broken.objects().remove(object);
            } else {
                Broken.remove(object, path);
            }
        });
    }

    private static Breakage addition(String rule, Rendering rendering, String yaml) {
        return new Breakage(
                rule,
                rendering,
                yaml,
                broken -> broken.objects().add(Tree.objects(yaml, "test").getFirst()));
    }

    static List<Breakage> breakages() {
        String deployment = "Deployment";
        String security = CONTAINER + "/securityContext";
        String podSecurity = POD + "/securityContext";
        String policy = "NetworkPolicy";
        return List.of(
                breakage(
                        "the namespace enforces the restricted profile",
                        PROD,
                        "Namespace",
                        "openpeering",
                        "/metadata/labels/pod-security.kubernetes.io~1enforce",
                        "baseline"),
                breakage(
                        "no pod shares anything of its node",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/hostNetwork",
                        "true"),
                breakage(
                        "pods run as a numbered user that is not root",
                        PROD,
                        deployment,
                        "gateway",
                        podSecurity + "/runAsUser",
                        "0"),
                removal(
                        "pods run as a numbered user that is not root",
                        DEV,
                        "Job",
                        "prefix-service-migration",
                        podSecurity + "/runAsNonRoot"),
                breakage(
                        "pods have the runtime's seccomp profile",
                        PROD,
                        deployment,
                        "insights-service",
                        podSecurity + "/seccompProfile/type",
                        "Unconfined"),
                removal(
                        "pods get no token of the API server",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/automountServiceAccountToken"),
                breakage(
                        "volumes are memory, configuration and secrets",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/volumes/0",
                        "{name: tmp, hostPath: {path: /tmp}}"),
                breakage(
                        "what may be written has a limit",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/volumes/0/emptyDir",
                        "{}"),
                breakage(
                        "no container gains privileges",
                        PROD,
                        deployment,
                        "gateway",
                        security + "/allowPrivilegeEscalation",
                        "true"),
                removal(
                        "the root of every container is read-only",
                        PROD,
                        deployment,
                        "partner-service",
                        security + "/readOnlyRootFilesystem"),
                breakage(
                        "every capability is dropped and none added",
                        PROD,
                        deployment,
                        "gateway",
                        security + "/capabilities/add",
                        "[NET_BIND_SERVICE]"),
                removal(
                        "every capability is dropped and none added",
                        PROD,
                        deployment,
                        "gateway",
                        security + "/capabilities"),
                breakage(
                        "no container undoes what its pod says",
                        PROD,
                        deployment,
                        "gateway",
                        security + "/runAsUser",
                        "0"),
                removal(
                        "every container has requests and limits",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/resources/limits"),
                breakage(
                        "every container has requests and limits",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/resources/requests/memory",
                        "64Gi"),
                breakage(
                        "images are pinned",
                        DEV,
                        deployment,
                        "gateway",
                        CONTAINER + "/image",
                        "openpeering/gateway:latest"),
                breakage("images are pinned", DEV, deployment, "gateway", CONTAINER + "/image", "openpeering/gateway"),
                breakage(
                        "in production images are digests",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/image",
                        "openpeering/gateway:0.1.0"),
                removal(
                        "every service is deployed with all that belongs to it",
                        PROD,
                        "PodDisruptionBudget",
                        "gateway",
                        ""),
                removal(
                        "every service is deployed with all that belongs to it",
                        EVERYTHING,
                        "ScaledObject",
                        "prefix-service",
                        ""),
                removal(
                        "every container is probed on the management port",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/readinessProbe"),
                breakage(
                        "every container is probed on the management port",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/livenessProbe/httpGet/path",
                        "/q/health"),
                breakage(
                        "no pod goes before its successor is ready",
                        PROD,
                        deployment,
                        "insights-service",
                        "/spec/strategy/rollingUpdate/maxUnavailable",
                        "1"),
                removal(
                        "load balancers leave a pod out before it stops",
                        PROD,
                        deployment,
                        "insights-service",
                        CONTAINER + "/lifecycle"),
                breakage(
                        "a pod has the time that its draining takes",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/terminationGracePeriodSeconds",
                        "30"),
                breakage(
                        "one collector drains at a time",
                        PROD,
                        deployment,
                        "insights-service",
                        "/spec/minReadySeconds",
                        "5"),
                breakage(
                        "pods spread over zones and nodes",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/topologySpreadConstraints",
                        "[]"),
                breakage(
                        "the autoscaler alone says how many pods there are",
                        PROD,
                        deployment,
                        "gateway",
                        "/spec/replicas",
                        "3"),
                breakage(
                        "migrations are a job with the role that may, services have one that may not",
                        PROD,
                        deployment,
                        "partner-service",
                        CONTAINER + "/env/0/valueFrom/secretKeyRef/name",
                        "partner-service-database-owner"),
                breakage(
                        "migrations are a job with the role that may, services have one that may not",
                        PROD,
                        "ConfigMap",
                        "prefix-service",
                        "/data/QUARKUS_FLYWAY_MIGRATE_AT_START",
                        "'true'"),
                breakage(
                        "migrations are a job with the role that may, services have one that may not",
                        PROD,
                        "Job",
                        "prefix-service-migration",
                        CONTAINER + "/image",
                        "openpeering/prefix-service:0.0.9"),
                breakage(
                        "production has three of each, and two collectors",
                        PROD,
                        "HorizontalPodAutoscaler",
                        "prefix-service",
                        "/spec/minReplicas",
                        "2"),
                breakage(
                        "every ConfigMap that is used is there",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/envFrom/0/configMapRef/name",
                        "gatewy"),
                removal(
                        "every ConfigMap that is used is there",
                        EVERYTHING,
                        "ConfigMap",
                        "keda-kafka",
                        "/data/username"),
                breakage(
                        "every Secret that is used is there, with its keys",
                        PROD,
                        deployment,
                        "partner-service",
                        CONTAINER + "/env/0/valueFrom/secretKeyRef/name",
                        "partner-servce-database"),
                breakage(
                        "every Secret that is used is there, with its keys",
                        DEV,
                        deployment,
                        "partner-service",
                        CONTAINER + "/env/0/valueFrom/secretKeyRef/key",
                        "user"),
                removal(
                        "every Secret that is used is there, with its keys",
                        DEV,
                        "KafkaUser",
                        "insights-service-kafka",
                        ""),
                removal("every Secret that is used is there, with its keys", DEV, "Certificate", "gateway-tls", ""),
                new Breakage(
                        "every Secret that is brought is used",
                        PROD,
                        "no gateway",
                        broken -> broken.objects()
                                .removeIf(object -> List.of("Deployment", "Job")
                                        .contains(object.path("kind").asText()))),
                breakage(
                        "every service account is there",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/serviceAccountName",
                        "gatewy"),
                breakage(
                        "every volume is mounted, and every mount has a volume",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/volumeMounts/0/name",
                        "temp"),
                breakage(
                        "every port that is probed is listened on",
                        PROD,
                        deployment,
                        "gateway",
                        CONTAINER + "/startupProbe/httpGet/port",
                        "health"),
                breakage(
                        "a workload selects its own pods and no others",
                        PROD,
                        deployment,
                        "gateway",
                        "/spec/selector/matchLabels",
                        "{app.kubernetes.io/part-of: openpeering}"),
                breakage(
                        "pods spread among their own",
                        PROD,
                        deployment,
                        "gateway",
                        POD + "/topologySpreadConstraints/0/labelSelector/matchLabels/app.kubernetes.io~1name",
                        "partner-service"),
                breakage(
                        "a Service is one workload's, and its ports are listened on",
                        PROD,
                        "Service",
                        "gateway",
                        "/spec/ports/0/targetPort",
                        "http"),
                breakage(
                        "a Service is one workload's, and its ports are listened on",
                        PROD,
                        "Service",
                        "gateway",
                        "/spec/selector/app.kubernetes.io~1name",
                        "door"),
                breakage(
                        "a Service is one workload's, and its ports are listened on",
                        PROD,
                        "Service",
                        "gateway",
                        "/spec/selector",
                        "{app.kubernetes.io/part-of: openpeering}"),
                breakage(
                        "a disruption budget is one workload's",
                        PROD,
                        "PodDisruptionBudget",
                        "gateway",
                        "/spec/selector/matchLabels/app.kubernetes.io~1name",
                        "door"),
                breakage(
                        "what is scaled is there, by one scaler",
                        PROD,
                        "HorizontalPodAutoscaler",
                        "gateway",
                        "/spec/scaleTargetRef/name",
                        "door"),
                breakage(
                        "what is scaled is there, by one scaler",
                        PROD,
                        "HorizontalPodAutoscaler",
                        "gateway",
                        "/spec/scaleTargetRef/name",
                        "prefix-service"),
                breakage(
                        "what is let in from outside leads to a port of a Service",
                        EVERYTHING,
                        "Ingress",
                        "gateway",
                        "/spec/rules/0/http/paths/0/backend/service/port/name",
                        "http"),
                breakage(
                        "what is let in from outside leads to a port of a Service",
                        PROD,
                        "TLSRoute",
                        "gateway",
                        "/spec/rules/0/backendRefs/0/name",
                        "door"),
                breakage(
                        "operators' objects name what is there",
                        DEV,
                        "Certificate",
                        "gateway-tls",
                        "/spec/issuerRef/name",
                        "letsencrypt"),
                breakage(
                        "operators' objects name what is there",
                        DEV,
                        "KafkaTopic",
                        "peerings",
                        "/metadata/labels/strimzi.io~1cluster",
                        "kafak"),
                removal("operators' objects name what is there", DEV, "Keycloak", "keycloak", ""),
                removal("what is not allowed is denied", PROD, policy, "default-deny", ""),
                removal("every pod may ask for names", PROD, policy, "dns", ""),
                breakage(
                        "policies speak of pods that are there",
                        PROD,
                        policy,
                        "prefix-service",
                        "/spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1name",
                        "door"),
                breakage(
                        "every port in a policy is listened on",
                        PROD,
                        policy,
                        "gateway",
                        "/spec/egress/0/ports/0/port",
                        "8181"),
                breakage(
                        "every port in a policy is listened on",
                        PROD,
                        policy,
                        "gateway",
                        "/spec/ingress/0/ports/0/port",
                        "http"),
                removal("every connection of the architecture is allowed", PROD, policy, "gateway", "/spec/egress/2"),
                removal(
                        "every connection of the architecture is allowed",
                        PROD,
                        policy,
                        "insights-service",
                        "/spec/ingress/1"),
                removal("every connection of the architecture is allowed", DEV, policy, "kafka-clients", ""),
                removal("every connection of the architecture is allowed", PROD, policy, "external-postgresql", ""),
                breakage(
                        "no other connection is allowed",
                        PROD,
                        policy,
                        "external-postgresql",
                        "/spec/podSelector",
                        "{}"),
                new Breakage(
                        "no other connection is allowed",
                        DEV,
                        "gateway may speak to Kafka",
                        broken -> Stream.of("kafka-clients", "kafka")
                                .map(name -> broken.find(policy, name).orElseThrow())
                                .forEach(object -> object.findValues("values")
                                        .forEach(values -> ((ArrayNode) values).add("gateway")))),
                removal("topics are those of the code", DEV, "KafkaTopic", "peerings.dlq", ""),
                breakage("topics are those of the code", DEV, "KafkaTopic", "route-changes", "/spec/partitions", "3"),
                removal(
                        "every service may read and write what the documents say, and nothing else",
                        DEV,
                        "KafkaUser",
                        "prefix-service-kafka",
                        "/spec/authorization/acls/0"),
                breakage(
                        "every service may read and write what the documents say, and nothing else",
                        DEV,
                        "KafkaUser",
                        "partner-service-kafka",
                        "/spec/authorization/acls/0/operations",
                        "[All]"),
                breakage(
                        "topics have as many replicas as the cluster gives",
                        DEV,
                        "KafkaTopic",
                        "peerings",
                        "/spec/replicas",
                        "3"),
                breakage(
                        "every variable is a setting of the service",
                        PROD,
                        "ConfigMap",
                        "gateway",
                        "/data/OPENPEERING_GATEWAY_PUBLIK_URL",
                        "https://x"),
                breakage(
                        "the installation is no lab",
                        PROD,
                        "ConfigMap",
                        "installation",
                        "/data/OPENPEERING_LAB",
                        "'true'"),
                breakage(
                        "no secret stands in the clear",
                        PROD,
                        "ConfigMap",
                        "prefix-service",
                        "/data/QUARKUS_FLYWAY_PASSWORD",
                        "prefix"),
                removal(
                        "what a service must be told it is told",
                        PROD,
                        "ConfigMap",
                        "gateway",
                        "/data/OPENPEERING_GATEWAY_PUBLIC_URL"),
                breakage(
                        "every address leads to a Service, or outside",
                        PROD,
                        "ConfigMap",
                        "gateway",
                        "/data/OPENPEERING_GATEWAY_PREFIX_URL",
                        "http://prefix-service:8081"),
                breakage(
                        "every file is mounted",
                        PROD,
                        "ConfigMap",
                        "gateway",
                        "/data/QUARKUS_TLS_DOOR_KEY_STORE_PEM__0__KEY",
                        "/etc/openpeering/tls/key.pem"),
                breakage("no setting is given twice", PROD, "ConfigMap", "gateway", "/data/QUARKUS_PROFILE", "prod"),
                addition(
                        "what is scaled is there, by one scaler",
                        PROD,
                        "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: gateway}, spec: {scaleTargetRef: {name: gateway}, triggers: []}}"));
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void aBrokenManifestIsFound(Breakage breakage) {
        Rendering broken = breakage.rendering().copy();
        breakage.damage().accept(broken);
        assertThat(rule(breakage.rule()).check(broken)).isNotEmpty();
    }

    private static Rule rule(String name) {
        return Rule.all().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule: " + name));
    }

    @Test
    void everyRuleIsShownToFail() {
        assertThat(breakages().stream().map(Breakage::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Rule.all().stream().map(Rule::name).toList());
    }
}
