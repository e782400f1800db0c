/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChangeWriter;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.detection.Story;
import org.openpeering.insights.observation.LiveCollectors;
import org.openpeering.insights.origin.RpkiNews;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.topic.TopicLeaders;
import org.openpeering.kit.trace.Traces;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.Kafka;

/** The topology on a real broker: what the test driver cannot show is the changelog, and a second instance after it. */
class DetectionOnKafkaTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix PART = IpPrefix.parse("203.0.113.0/25");

    @TempDir
    Path folder;

    private final ObjectMapper json = Json.mapper();
    private Kafka kafka;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        kafka = new Kafka(Workspace.at(folder));
        kafka.start();
        try (Admin admin = kafka.admin()) {
            admin.createTopics(Arrays.stream(Topic.values())
                            .flatMap(topic -> List.of(topic.topicName(), topic.deadLetterName()).stream())
                            .map(name -> new NewTopic(name, name.endsWith(".dlq") ? 1 : Topic.PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            TopicLeaders.await(
                    admin, Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        kafka.stop();
    }

    @Test
    void anotherInstanceGoesOnFromTheChangelogAndEndsWhatTheFirstOpened() throws Exception {
        Instant now = Instant.now();
        MonitoredPrefix declared =
                new MonitoredPrefix(PREFIX, 7, List.of(new Asn(Story.OWNER)), List.of(Story.PRIMARY_SESSION));
        send(Topic.MONITORED_PREFIXES, json.writeValueAsBytes(declared));
        String firstLife;
        LiveCollectors collectors;
        try (KafkaStreams first = instance("first")) {
            send(new RouteChange.Announced(PREFIX, now, Story.TRANSIT.route(PART, now, "64498 64666")));
            eventually(Duration.ofSeconds(30), () -> assertThat(events()).hasSize(1));
            firstLife = LiveCollectors.id(first);
            collectors = new LiveCollectors(kafka.admin(), "insights", firstLife);
            eventually(
                    Duration.ofSeconds(10),
                    () -> assertThat(alive(collectors, "nobody")).isFalse());
            assertThat(alive(collectors, firstLife)).isTrue();
            first.close(Duration.ofSeconds(10));
        }
        try (KafkaStreams second = instance("second")) {
            // As a batch; the first one was as messages were before.
            send(
                    Topic.ROUTE_CHANGES,
                    RouteChangeWriter.bytes(
                            List.of(Story.TRANSIT.withdrawal(PREFIX, PART, now, WithdrawalCause.EXPLICIT))));
            eventually(Duration.ofSeconds(30), () -> assertThat(events()).hasSize(2));
            String secondLife = LiveCollectors.id(second);
            eventually(Duration.ofSeconds(10), () -> {
                assertThat(alive(collectors, secondLife)).isTrue();
                assertThat(alive(collectors, firstLife)).isFalse();
            });
            second.close(Duration.ofSeconds(10));
        }
        collectors.close();
        List<RoutingEvent> events = events();
        assertThat(events)
                .extracting(RoutingEvent::status, RoutingEvent::revision)
                .containsExactly(tuple(Status.OPEN, 1L), tuple(Status.ENDED, 2L));
        assertThat(events.getFirst().id()).isEqualTo(events.getLast().id());
    }

    private static boolean alive(LiveCollectors collectors, String life) {
        collectors.refresh();
        return collectors.alive(life);
    }

    private KafkaStreams instance(String name) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "insights");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve(name).toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        // As in production: an instance that stops says so, and the next one need not wait for a session to time out.
        settings.put(StreamsConfig.consumerPrefix("internal.leave.group.on.close"), true);
        KafkaStreams streams = new KafkaStreams(
                new DetectionTopology(
                                json,
                                Limits.DEFAULT,
                                Networks.DEFAULT,
                                () -> Relationships.NONE,
                                () -> RpkiView.UNKNOWN,
                                new RpkiNews(),
                                () -> Geography.UNKNOWN,
                                () -> Siblings.NONE,
                                Duration.ofMinutes(10),
                                new SimpleMeterRegistry(),
                                Traces.off())
                        .build(),
                settings);
        streams.start();
        return streams;
    }

    private void send(RouteChange change) throws Exception {
        send(Topic.ROUTE_CHANGES, json.writerFor(RouteChange.class).writeValueAsBytes(change));
    }

    private void send(Topic topic, byte[] body) throws Exception {
        producer.send(new ProducerRecord<>(topic.topicName(), PREFIX.toString().getBytes(UTF_8), body))
                .get();
    }

    private List<RoutingEvent> events() throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.ROUTING_EVENTS.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<RoutingEvent> events = new ArrayList<>();
            long wanted = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (events.size() < wanted) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    events.add(json.readValue(message.value(), RoutingEvent.class));
                }
            }
            return events;
        }
    }
}
