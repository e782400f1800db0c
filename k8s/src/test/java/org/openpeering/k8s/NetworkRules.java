/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.elements;
import static org.openpeering.k8s.Rendering.name;
import static org.openpeering.k8s.Rendering.selects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may connect to whom: what {@code docs/architecture.md} says, and nothing else. */
final class NetworkRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "what is not allowed is denied",
                    rendering -> rendering
                                    .kind("NetworkPolicy")
                                    .anyMatch(policy -> policy.at("/spec/podSelector")
                                                    .isEmpty()
                                            && policy.at("/spec/policyTypes").size() == 2
                                            && policy.at("/spec/ingress").isMissingNode()
                                            && policy.at("/spec/egress").isMissingNode())
                            ? Stream.of()
                            : Stream.of("no policy denies everything")),
            new Rule(
                    "every pod may ask for names",
                    rendering -> rendering
                                    .kind("NetworkPolicy")
                                    .filter(policy ->
                                            policy.at("/spec/podSelector").isEmpty())
                                    .flatMap(policy -> elements(policy.at("/spec/egress")))
                                    .flatMap(rule -> elements(rule.path("ports")))
                                    .map(port -> port.path("protocol").asText()
                                            + port.path("port").asText())
                                    .collect(Collectors.toSet())
                                    .containsAll(Set.of("UDP53", "TCP53"))
                            ? Stream.of()
                            : Stream.of("no policy allows it")),
            new Rule("policies speak of pods that are there", NetworkRules::strangers),
            new Rule("every port in a policy is listened on", NetworkRules::ports),
            new Rule("every connection of the architecture is allowed", NetworkRules::missing),
            new Rule("no other connection is allowed", NetworkRules::superfluous));

    private NetworkRules() {}

    /**
     * Pods that are alike: a workload's, or those that an operator makes.
     *
     * @param ports by name and by number
     */
    private record Peer(String name, Map<String, String> labels, Map<String, Integer> ports) {}

    /** A row of the document. */
    private record Connection(String from, String to, Set<Integer> ports) {
        static List<Connection> all() {
            return Tree.table(Tree.REPOSITORY.resolve("docs/architecture.md"), "| from | to | port | what |").stream()
                    .flatMap(row -> Arrays.stream(row.getFirst().split(", "))
                            .map(from -> new Connection(
                                    from,
                                    row.get(1),
                                    Arrays.stream(row.get(2).split(", "))
                                            .map(Integer::valueOf)
                                            .collect(Collectors.toCollection(TreeSet::new)))))
                    .toList();
        }
    }

    private static List<Peer> peers(Rendering rendering) {
        Stream<Peer> workloads = rendering.workloads().map(workload -> {
            Map<String, Integer> ports = new HashMap<>();
            Rendering.containers(workload)
                    .flatMap(container -> elements(container.path("ports")))
                    .forEach(port -> {
                        ports.put(
                                port.path("name").asText(),
                                port.path("containerPort").asInt());
                        ports.put(
                                port.path("containerPort").asText(),
                                port.path("containerPort").asInt());
                    });
            return new Peer(name(workload), Rendering.podLabels(workload), ports);
        });
        Stream<Peer> kafka = rendering
                .kind("Kafka")
                .map(object -> new Peer("Kafka", Map.of("strimzi.io/cluster", name(object)), Map.of("9093", 9093)));
        Stream<Peer> postgres = rendering
                .kind("Cluster")
                .map(object -> new Peer(name(object), Map.of("cnpg.io/cluster", name(object)), Map.of("5432", 5432)));
        Stream<Peer> keycloak = rendering
                .kind("Keycloak")
                .map(object -> new Peer(
                        "identity provider",
                        Map.of("app.kubernetes.io/managed-by", "keycloak-operator"),
                        Map.of("8443", 8443)));
        Stream<Peer> operator = rendering
                .kind("Keycloak")
                .map(object ->
                        new Peer("keycloak-operator", Map.of("app.kubernetes.io/name", "keycloak-operator"), Map.of()));
        return Stream.of(workloads, kafka, postgres, keycloak, operator)
                .flatMap(peers -> peers)
                .toList();
    }

    private static Stream<String> strangers(Rendering rendering) {
        List<Peer> peers = peers(rendering);
        return rendering
                .kind("NetworkPolicy")
                .flatMap(policy -> Stream.concat(
                                Stream.of(policy.at("/spec/podSelector")),
                                Stream.of("ingress", "egress")
                                        .flatMap(direction -> elements(policy.at("/spec/" + direction)))
                                        .flatMap(rule ->
                                                Stream.of("from", "to").flatMap(member -> elements(rule.path(member))))
                                        .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                                        .map(peer -> peer.get("podSelector")))
                        .filter(selector -> peers.stream().noneMatch(peer -> selects(selector, peer.labels())))
                        .map(selector -> Kustomize.id(policy) + ": " + selector));
    }

    private static Stream<String> ports(Rendering rendering) {
        List<Peer> peers = peers(rendering);
        return rendering
                .kind("NetworkPolicy")
                .flatMap(policy -> Stream.concat(
                                elements(policy.at("/spec/ingress"))
                                        .flatMap(rule -> elements(rule.path("ports"))
                                                .filter(port -> peers.stream()
                                                        .filter(peer ->
                                                                selects(policy.at("/spec/podSelector"), peer.labels()))
                                                        .anyMatch(peer -> !peer.ports()
                                                                .containsKey(port.path("port")
                                                                        .asText())))),
                                elements(policy.at("/spec/egress"))
                                        .flatMap(rule -> elements(rule.path("to"))
                                                .filter(to -> to.has("podSelector") && !to.has("namespaceSelector"))
                                                .flatMap(to -> elements(rule.path("ports"))
                                                        .filter(port -> peers.stream()
                                                                .filter(peer ->
                                                                        selects(to.get("podSelector"), peer.labels()))
                                                                .anyMatch(peer -> !peer.ports()
                                                                        .containsKey(port.path("port")
                                                                                .asText()))))))
                        .map(port -> Kustomize.id(policy) + ": " + port));
    }

    private static Stream<String> missing(Rendering rendering) {
        List<Peer> peers = peers(rendering);
        return Connection.all().stream()
                // It is in a cluster that has its component; otherwise it is a client as others are.
                .filter(connection -> !connection.from().equals("agent")
                        || rendering.find("StatefulSet", "agent").isPresent())
                .filter(connection -> !allowed(rendering, peers, connection))
                .map(Connection::toString);
    }

    private static boolean allowed(Rendering rendering, List<Peer> peers, Connection connection) {
        Optional<Peer> from = peer(peers, connection.from(), connection);
        Optional<Peer> to = peer(peers, connection.to(), connection);
        if (from.isPresent() && to.isPresent()) {
            return to.get().ports().values().stream()
                    .filter(port -> connection.ports().contains(port) || !isWorkload(rendering, to.get()))
                    .anyMatch(port -> egress(rendering, from.get(), to.get(), port)
                            && ingress(rendering, from.get(), to.get(), port));
        }
        if (from.isPresent()) {
            return outside(rendering, from.get()).containsAll(connection.ports());
        }
        return to.isPresent()
                && connection.ports().stream().allMatch(port -> ingressFromAnywhere(rendering, to.get(), port));
    }

    private static Optional<Peer> peer(List<Peer> peers, String name, Connection connection) {
        String sought = name.equals("PostgreSQL") ? connection.from().replace("-migration", "") + "-database" : name;
        return peers.stream().filter(peer -> peer.name().equals(sought)).findFirst();
    }

    private static boolean isWorkload(Rendering rendering, Peer peer) {
        return rendering.workloads().anyMatch(workload -> name(workload).equals(peer.name()));
    }

    private static Stream<String> superfluous(Rendering rendering) {
        List<Peer> peers = peers(rendering);
        List<Connection> connections = Connection.all();
        Stream<String> inside = peers.stream()
                .filter(from -> isWorkload(rendering, from))
                .flatMap(from -> peers.stream()
                        .filter(to -> !to.equals(from))
                        .flatMap(to -> Set.copyOf(to.ports().values()).stream()
                                .filter(port -> egress(rendering, from, to, port) && ingress(rendering, from, to, port))
                                .filter(port -> connections.stream()
                                        .noneMatch(connection -> connection
                                                        .from()
                                                        .equals(from.name())
                                                && peer(peers, connection.to(), connection)
                                                        .filter(to::equals)
                                                        .isPresent()
                                                && (!isWorkload(rendering, to)
                                                        || connection.ports().contains(port))))
                                .map(port -> from.name() + " to " + to.name() + " " + port)));
        Stream<String> outside = peers.stream()
                .filter(from -> isWorkload(rendering, from))
                .flatMap(from -> outside(rendering, from).stream()
                        .filter(port -> connections.stream()
                                .noneMatch(connection -> connection.from().equals(from.name())
                                        && connection.ports().contains(port)))
                        .map(port -> from.name() + " to anywhere " + port));
        return Stream.concat(inside, outside);
    }

    private static Stream<JsonNode> rules(Rendering rendering, Peer peer, String direction) {
        return rendering
                .kind("NetworkPolicy")
                .filter(policy -> selects(policy.at("/spec/podSelector"), peer.labels()))
                .flatMap(policy -> elements(policy.at("/spec/" + direction)));
    }

    private static boolean egress(Rendering rendering, Peer from, Peer to, int port) {
        return rules(rendering, from, "egress").anyMatch(rule -> open(rule, port, to) && chosen(rule.path("to"), to));
    }

    private static boolean ingress(Rendering rendering, Peer from, Peer to, int port) {
        return rules(rendering, to, "ingress")
                .anyMatch(rule -> open(rule, port, to) && chosen(rule.path("from"), from));
    }

    private static boolean ingressFromAnywhere(Rendering rendering, Peer to, int port) {
        return rules(rendering, to, "ingress")
                .anyMatch(rule -> open(rule, port, to)
                        && (rule.path("from").isMissingNode()
                                || elements(rule.path("from"))
                                        .anyMatch(from -> from.at("/ipBlock/cidr")
                                                .asText()
                                                .equals("0.0.0.0/0"))));
    }

    /** Ports at which it may connect to addresses that are nobody's in the cluster. */
    private static Set<Integer> outside(Rendering rendering, Peer from) {
        return rules(rendering, from, "egress")
                .filter(rule -> rule.path("to").isMissingNode()
                        || elements(rule.path("to")).anyMatch(to -> to.has("ipBlock")))
                .flatMap(rule -> elements(rule.path("ports")))
                .map(port -> port.path("port").asInt())
                .collect(Collectors.toSet());
    }

    private static boolean open(JsonNode rule, int port, Peer listening) {
        return rule.path("ports").isMissingNode()
                || elements(rule.path("ports"))
                        .anyMatch(allowed -> allowed.path("port").asText().equals(Integer.toString(port))
                                || Integer.valueOf(port)
                                        .equals(listening
                                                .ports()
                                                .get(allowed.path("port").asText())));
    }

    private static boolean chosen(JsonNode peers, Peer peer) {
        return peers.isMissingNode()
                || elements(peers)
                        .anyMatch(chosen -> chosen.has("podSelector")
                                && !chosen.has("namespaceSelector")
                                && selects(chosen.get("podSelector"), peer.labels()));
    }
}
