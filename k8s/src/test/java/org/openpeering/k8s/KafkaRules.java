/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.k8s;

import static org.openpeering.k8s.Rendering.elements;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.event.Topic;

/** Topics and rights, as the code and {@code docs/messaging.md} have them. */
final class KafkaRules {
    /** Kafka Streams' own name for it: application id, store. */
    private static final String CHANGELOG = "insights-prefix-state-changelog";

    /** The sources of the detectors; of the other topics insights passes over what it can't read. */
    private static final Set<Topic> SET_ASIDE_BY_INSIGHTS = Set.of(
            Topic.PEERINGS,
            Topic.MONITORED_PREFIXES,
            Topic.ROUTE_CHANGES,
            Topic.LATENCY_SAMPLES,
            Topic.LATENCY_WINDOWS,
            Topic.SESSION_STATES,
            Topic.COLLECTOR_GAPS,
            Topic.ROUTE_ACTIVITY);

    static final List<Rule> ALL = List.of(
            new Rule("topics are those of the code", KafkaRules::topics),
            new Rule("every service may read and write what the documents say, and nothing else", KafkaRules::rights),
            new Rule("topics have as many replicas as the cluster gives", KafkaRules::replicas));

    private KafkaRules() {}

    private static Stream<String> topics(Rendering rendering) {
        if (rendering.kind("Kafka").findAny().isEmpty()) {
            return Stream.of();
        }
        Map<String, String> expected = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            Duration retention = topic.retention();
            expected.put(
                    topic.topicName(),
                    Topic.PARTITIONS
                            + (retention == null
                                    ? " {cleanup.policy=compact}"
                                    : " {retention.ms=" + retention.toMillis() + "}"));
            expected.put(
                    topic.deadLetterName(),
                    "1 {max.message.bytes=2097152, retention.ms=" + Topic.DEAD_LETTER_RETENTION.toMillis() + "}");
        }
        expected.put(CHANGELOG, Topic.PARTITIONS + " {cleanup.policy=compact}");
        Map<String, String> found = rendering
                .kind("KafkaTopic")
                .collect(Collectors.toMap(
                        Rendering::name,
                        topic -> topic.at("/spec/partitions").asText() + " "
                                + Rendering.strings(topic.at("/spec/config")),
                        (one, other) -> "twice",
                        TreeMap::new));
        return differences(expected, found);
    }

    private static Stream<String> replicas(Rendering rendering) {
        return rendering.kind("Kafka").flatMap(kafka -> {
            String factor = kafka.at("/spec/kafka/config")
                    .path("default.replication.factor")
                    .asText();
            String brokers = rendering
                    .kind("KafkaNodePool")
                    .map(pool -> pool.at("/spec/replicas").asText())
                    .findFirst()
                    .orElse("");
            String services = rendering
                    .configMap("kafka")
                    .at("/data/OPENPEERING_KAFKA_REPLICATION")
                    .asText();
            return Stream.concat(
                    Stream.of(brokers, services).filter(number -> !number.equals(factor)),
                    rendering
                            .kind("KafkaTopic")
                            .filter(topic ->
                                    !topic.at("/spec/replicas").asText().equals(factor))
                            .map(Kustomize::id));
        });
    }

    private static Stream<String> rights(Rendering rendering) {
        if (rendering.kind("Kafka").findAny().isEmpty()) {
            return Stream.of();
        }
        return Arrays.stream(Topic.Service.values()).flatMap(service -> {
            String label = service.name().toLowerCase(Locale.ROOT);
            return rendering
                    .find("KafkaUser", label + "-service-kafka")
                    .map(user ->
                            differences(expected(service), found(user)).map(difference -> label + ": " + difference))
                    .orElseGet(() -> Stream.of("no user for " + label));
        });
    }

    private static Map<String, String> found(ObjectNode user) {
        Map<String, String> rights = new TreeMap<>();
        elements(user.at("/spec/authorization/acls"))
                .forEach(acl -> rights.merge(
                        acl.at("/resource/type").asText() + " "
                                + acl.at("/resource/name").asText()
                                + (acl.at("/resource/patternType").asText().equals("prefix") ? "*" : ""),
                        elements(acl.path("operations"))
                                .map(operation -> operation.asText())
                                .collect(Collectors.toCollection(TreeSet::new))
                                .toString(),
                        (one, other) -> "twice"));
        return rights;
    }

    private static Map<String, String> expected(Topic.Service service) {
        boolean insights = service == Topic.Service.INSIGHTS;
        String label = service.name().toLowerCase(Locale.ROOT);
        Map<String, String> rights = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            boolean reads = topic.readers().contains(service);
            boolean writes = topic.writer() == service;
            if (reads || writes) {
                rights.put(
                        "topic " + topic.topicName(),
                        "[Describe" + (reads ? ", Read" : "") + (writes ? ", Write" : "") + "]");
            }
            if (reads && (!insights || SET_ASIDE_BY_INSIGHTS.contains(topic))) {
                rights.put("topic " + topic.deadLetterName(), "[Describe, Write]");
            }
        }
        if (insights) {
            rights.put("topic " + CHANGELOG, "[Describe, Read, Write]");
            // Who reads RIS Live has its first partition, and commits what it leaves as its offset.
            rights.put("topic " + Topic.ROUTE_CHANGES.deadLetterName(), "[Describe, Read, Write]");
            // That of the detectors, insights.ris, insights.attendance.
            rights.put("group insights*", "[Describe, Read]");
        } else {
            rights.put("group " + label + ".*", "[Read]");
        }
        return rights;
    }

    private static Stream<String> differences(Map<String, String> expected, Map<String, String> found) {
        return Stream.concat(expected.keySet().stream(), found.keySet().stream())
                .distinct()
                .filter(key -> !String.valueOf(expected.get(key)).equals(found.get(key)))
                .map(key -> key + " is " + found.get(key) + " in place of " + expected.get(key));
    }
}
