/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    @ParameterizedTest
    @MethodSource("org.openpeering.k8s.Rendering#all")
    void everyObjectIsWhatItsKindMayBe(Rendering rendering) {
        assertThat(rendering.objects().stream().flatMap(Schemas::violations)).isEmpty();
    }

    /** One object of every kind, so that no schema takes everything. */
    static Stream<ObjectNode> kinds() {
        Map<String, ObjectNode> kinds = new TreeMap<>();
        Rendering.EVERYTHING
                .objects()
                .forEach(object -> kinds.putIfAbsent(object.path("kind").asText(), object.deepCopy()));
        return kinds.values().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMemberThatTheKindDoesNotHaveIsRefused(ObjectNode object) {
        JsonNode body = object.has("spec") ? object.get("spec") : object;
        ((ObjectNode) body).put("replics", 1);
        assertThat(Schemas.violations(object)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMapInPlaceOfANameIsRefused(ObjectNode object) {
        ((ObjectNode) object.get("metadata")).putObject("name");
        assertThat(Schemas.violations(object)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, gateway, /spec/template/spec/containers/0/ports/0/containerPort, \"8443\"",
        "Deployment, gateway, /spec/template/spec/containers/0/image, 1",
        "Deployment, gateway, /spec/minReadySeconds, true",
        "Deployment, gateway, /spec/template/spec/containers, web",
        "Service, gateway, /spec/ports/0/port, \"443\"",
        "Job, partner-service-migration, /spec/backoffLimit, ten",
        "PodDisruptionBudget, gateway, /spec/selector, gateway",
        "HorizontalPodAutoscaler, gateway, /spec/maxReplicas, six",
        "KafkaTopic, peerings, /spec/partitions, \"6\"",
        "KafkaTopic, peerings, /spec/config, compact",
        "KafkaUser, prefix-service-kafka, /spec/authorization/acls/0/operations/0, Reed",
        "KafkaNodePool, brokers, /spec/replicas, three",
        "Kafka, kafka, /spec/kafka/listeners/0/type, inside",
        "Certificate, gateway-tls, /spec/dnsNames, localhost",
        "Gateway, gateway, /spec/listeners/0/port, https",
        "TLSRoute, gateway, /spec/rules/0/backendRefs/0/port, https",
        "Cluster, prefix-service-database, /spec/instances, \"3\"",
        "Keycloak, keycloak, /spec/db/port, \"5432\"",
        "KeycloakRealmImport, openpeering, /spec/realm/enabled, \"true\"",
        "ScaledObject, prefix-service, /spec/triggers/0/metadata/value, 80",
        "TriggerAuthentication, kafka, /spec/secretTargetRef/0/key, 1"
    })
    void aValueOfAnotherTypeIsRefused(String kind, String name, String path, String value) throws Exception {
        ObjectNode object = Rendering.EVERYTHING
                .find(kind, name)
                .or(() -> Rendering.DEV.find(kind, name))
                .orElseThrow()
                .deepCopy();
        Broken.set(
                object,
                path,
                value.matches("[a-zA-Z]+") && !value.equals("true")
                        ? TextNode.valueOf(value)
                        : Tree.YAML.readTree(value));
        assertThat(Schemas.violations(object)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Deployment, gateway, /spec/selector",
        "Deployment, gateway, /spec/template/spec/containers/0/name",
        "Deployment, gateway, /spec/template/spec/containers",
        "Job, partner-service-migration, /spec/template",
        "Service, gateway, /spec/ports/0/port",
        "NetworkPolicy, gateway, /spec/egress/0/to/0/ipBlock/cidr",
        "HorizontalPodAutoscaler, gateway, /spec/scaleTargetRef/name",
        "Ingress, gateway, /spec/rules/0/http/paths/0/pathType",
        "KafkaTopic, peerings, /spec/partitions",
        "KafkaUser, prefix-service-kafka, /spec/authentication/type",
        "KafkaNodePool, brokers, /spec/storage/type",
        "Kafka, kafka, /spec/kafka/listeners/0/name",
        "Certificate, gateway-tls, /spec/secretName",
        "Issuer, selfsigned, /spec",
        "Gateway, gateway, /spec/gatewayClassName",
        "TLSRoute, gateway, /spec/rules/0/backendRefs/0/name",
        "Cluster, prefix-service-database, /spec/storage",
        "Keycloak, keycloak, /spec/hostname/hostname",
        "KeycloakRealmImport, openpeering, /spec/realm",
        "ScaledObject, prefix-service, /spec/triggers",
        "TriggerAuthentication, kafka, /spec/secretTargetRef/0/name"
    })
    void aMissingMemberIsRefused(String kind, String name, String path) {
        ObjectNode object = Rendering.EVERYTHING
                .find(kind, name)
                .or(() -> Rendering.DEV.find(kind, name))
                .orElseThrow()
                .deepCopy();
        if (path.contains("ipBlock")) {
            Broken.set(
                    object,
                    "/spec/egress/0/to/0",
                    Tree.objects("ipBlock: {except: []}", path).getFirst());
        } else {
            Broken.remove(object, path);
        }
        assertThat(Schemas.violations(object)).isNotEmpty();
    }

    @Test
    void aKindWithoutASchemaIsRefused() {
        ObjectNode object = Tree.objects("{apiVersion: example/v1, kind: Thing, metadata: {name: x}}", "test")
                .getFirst();
        assertThat(Schemas.violations(object)).containsExactly("no schema for example/v1 Thing");
    }

    static List<String> components() {
        return Tree.folders("components");
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyComponentRendersOnTheBase(String component) {
        assertThat(Rendering.of(component).objects().stream().flatMap(Schemas::violations))
                .isEmpty();
    }
}
