/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.name;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which Secrets there will be, and what is asked of them. */
final class Secrets {
    /** What the command of this name makes, and what only the operator can bring. */
    static final String COMMAND = "`new-secrets`";

    static final String OPERATOR = "you";

    /** The operator brings it where there is an agent. */
    static final String WITH_AGENT = "you, for `agent`";

    private Secrets() {}

    /** Names and keys of what is to be there before anything is applied, by the table in the README. */
    static Map<String, Set<String>> brought(String rendering, Set<String> by) {
        int column = rendering.equals("prod") ? 3 : 2;
        return Tree.table(Tree.ROOT.resolve("README.md"), "| Secret | keys | dev | prod | what for |").stream()
                .filter(row -> by.contains(row.get(column)))
                .collect(Collectors.toMap(
                        row -> row.getFirst().replace("`", ""),
                        row -> Arrays.stream(row.get(1).replace("`", "").split(", ?"))
                                .collect(Collectors.toCollection(TreeSet::new))));
    }

    /** What is brought and what operators of the cluster make of the objects. */
    static Map<String, Set<String>> available(Rendering rendering) {
        Map<String, Set<String>> secrets = new TreeMap<>(brought(rendering.name(), Set.of(COMMAND, OPERATOR)));
        if (rendering.find("StatefulSet", "agent").isPresent()) {
            secrets.putAll(brought(rendering.name(), Set.of(WITH_AGENT)));
        }
        rendering.kind("KafkaUser").forEach(user -> secrets.put(name(user), Set.of("password", "sasl.jaas.config")));
        rendering.kind("Kafka").forEach(kafka -> secrets.put(name(kafka) + "-cluster-ca-cert", Set.of("ca.crt")));
        rendering.kind("Cluster").forEach(cluster -> secrets.put(name(cluster) + "-ca", Set.of("ca.crt")));
        rendering
                .kind("Certificate")
                .forEach(certificate -> secrets.put(
                        certificate.at("/spec/secretName").asText(), Set.of("tls.crt", "tls.key", "ca.crt")));
        return secrets;
    }

    /**
     * A use of a Secret.
     *
     * @param user which object asks
     * @param keys none: for all that it has
     */
    record Use(String user, String secret, Set<String> keys) {}

    /** Every use. */
    static List<Use> uses(Rendering rendering) {
        return rendering.objects().stream()
                .flatMap(object -> uses(Kustomize.id(object), object))
                .toList();
    }

    private static Stream<Use> uses(String user, JsonNode object) {
        Stream<Use> named = Stream.of("secretKeyRef", "usernameSecret", "passwordSecret", "secretTargetRef")
                .flatMap(member -> object.findValues(member).stream())
                .flatMap(reference -> reference.isArray() ? Rendering.elements(reference) : Stream.of(reference))
                .map(reference -> new Use(
                        user,
                        reference.path("name").asText(),
                        reference.has("key") ? Set.of(reference.get("key").asText()) : Set.of("username", "password")));
        Stream<Use> whole = Stream.concat(
                        object.findValues("secretRef").stream()
                                .map(reference -> reference.path("name").asText()),
                        Stream.concat(
                                object.at("/spec/bootstrap/initdb/secret").findValuesAsText("name").stream(),
                                Stream.concat(
                                        object.at("/spec/http").findValuesAsText("tlsSecret").stream(),
                                        object.at("/spec/tls").findValuesAsText("secretName").stream())))
                .map(secret -> new Use(user, secret, Set.of()));
        Stream<Use> volumes = object.findValues("secret").stream()
                .filter(volume -> volume.has("secretName"))
                .map(volume -> new Use(
                        user,
                        volume.get("secretName").asText(),
                        Rendering.elements(volume.path("items"))
                                .map(item -> item.path("key").asText())
                                .collect(Collectors.toSet())));
        return Stream.of(named, whole, volumes).flatMap(uses -> uses);
    }
}
