/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.ris.LeftFeed;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.insights.ris.RisLiveConfig;
import org.openpeering.insights.ris.RisServer;
import org.openpeering.insights.ris.Watch;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.topic.TopicLeaders;
import org.openpeering.kit.trace.Traces;
import org.openpeering.stack.process.Workspace;
import org.openpeering.stack.server.Kafka;

/** Several instances, one feed: who reads it, and what detectors make of what they say one after the other. */
class RisHandoverTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("198.51.100.0/24");
    private static final String TOPIC = "route-changes.dlq";
    private static final ObjectMapper JSON = Json.mapper();

    @TempDir
    static Path folder;

    private static Kafka kafka;
    private static Admin admin;
    private static Vertx vertx;

    private final RisServer server = new RisServer(vertx);
    private final List<Instance> instances = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        kafka = new Kafka(Workspace.at(folder));
        kafka.start();
        admin = kafka.admin();
        admin.createTopics(Set.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        TopicLeaders.await(admin, Set.of(TOPIC));
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void end() {
        instances.forEach(instance -> {
            instance.feed.close();
            instance.queue.close();
        });
        server.close();
    }

    private static KafkaWatch watch(String group, Duration longestPause) {
        return new KafkaWatch(
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "group.id",
                                group,
                                "enable.auto.commit",
                                false,
                                "session.timeout.ms",
                                10_000,
                                "heartbeat.interval.ms",
                                500,
                                "max.poll.interval.ms",
                                (int) longestPause.toMillis(),
                                "partition.assignment.strategy",
                                CooperativeStickyAssignor.class.getName()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                TOPIC);
    }

    /** One of the service, as far as it reads vantages. */
    private final class Instance {
        final MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
        final SendQueue queue = new SendQueue(1 << 20).start();
        final RisLive feed;

        Instance(String name) {
            KafkaSink sink = new KafkaSink(
                    producer,
                    queue,
                    JSON,
                    Clock.systemUTC(),
                    Traces.off(),
                    name,
                    "",
                    Optional::empty,
                    Completions.toldAtOnce(),
                    new ActivityMeters(new SimpleMeterRegistry()));
            feed = VantageFeed.of(
                    vertx,
                    new Config(server.url()),
                    server.url(),
                    sink,
                    name,
                    Clock.systemUTC(),
                    watch("insights.ris", Duration.ofMinutes(5)));
            feed.monitor(PREFIX, 1);
            instances.add(this);
            feed.start();
        }

        List<RouteChange> said() {
            return Partitioned.changes(producer);
        }

        void says(int many) {
            await().atMost(Duration.ofSeconds(30)).until(() -> said().size() >= many);
            assertThat(said()).hasSize(many);
        }
    }

    private record Config(URI server) implements RisLiveConfig {
        @Override
        public Optional<URI> url() {
            return Optional.of(server);
        }

        @Override
        public String client() {
            return "test";
        }

        @Override
        public Duration ping() {
            return Duration.ofSeconds(20);
        }

        @Override
        public Duration silence() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration patience() {
            return Duration.ofHours(6);
        }

        @Override
        public int maxWaiting() {
            return 100;
        }

        @Override
        public int maxSubscriptions() {
            return 100;
        }
    }

    private static String update(String announcements, String withdrawals) {
        return "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1636245154.8,\"peer\":\"192.0.2.1\",\"peer_asn\":\"64496\","
                + "\"host\":\"rrc10\",\"type\":\"UPDATE\",\"path\":[64496,64511],\"origin\":\"IGP\",\"announcements\":["
                + announcements + "],\"withdrawals\":[" + withdrawals + "]}}";
    }

    private static String announced() {
        return update("{\"next_hop\":\"192.0.2.1\",\"prefixes\":[\"" + PREFIX + "\"]}", "");
    }

    @Test
    void theNextOneGoesOnAndNoEventIsToldTwice() {
        Instance first = new Instance("z");
        await().atMost(Duration.ofSeconds(30)).until(() -> first.feed.status().confirmed() == 2);
        server.send(announced());
        first.says(2);
        // Would be the first by name.
        Instance second = new Instance("a");
        await().atMost(Duration.ofSeconds(30)).until(() -> members() == 2);
        assertThat(server.connections()).isEqualTo(1);

        first.feed.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> second.feed.status().confirmed() == 2);
        server.send(announced());
        second.says(2);
        server.send(update("", "\"" + PREFIX + "\""));
        second.says(3);

        List<RouteChange> all = new ArrayList<>(first.said());
        all.addAll(second.said());
        // What one says late that has been relieved.
        all.add(first.said().getLast());
        List<RoutingEvent> events = detected(all);
        assertThat(events)
                .extracting(RoutingEvent::id)
                .containsOnly(events.getFirst().id());
        assertThat(events)
                .extracting(RoutingEvent::status)
                .containsExactly(Status.OPEN, Status.OPEN, Status.OPEN, Status.ENDED);
        assertThat(events.get(1).confidence())
                .isLessThan(events.get(0).confidence())
                .isLessThan(events.get(2).confidence());
    }

    private static int members() throws Exception {
        var group =
                admin.describeConsumerGroups(Set.of("insights.ris")).all().get().get("insights.ris");
        return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
    }

    private static List<RoutingEvent> detected(List<RouteChange> changes) {
        Detection detection = new Detection(Limits.DEFAULT);
        MonitoredPrefix declared = new MonitoredPrefix(PREFIX, 1, List.of(new Asn(64500)), List.of());
        PrefixState state = detection
                .declare(PrefixState.of(PREFIX), declared, Instant.now())
                .state();
        List<RoutingEvent> events = new ArrayList<>();
        for (RouteChange change : changes) {
            Effect effect = detection.apply(state, change);
            state = effect.state();
            events.addAll(effect.events());
        }
        assertThat(events).extracting(RoutingEvent::type).containsOnly(EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT);
        return events;
    }

    @Test
    void aFeedThatIsConfiguredNoMoreEndsWhatItHadToldWhenNobodyReadsItAnyMore() {
        Instance last = new Instance("last");
        await().atMost(Duration.ofSeconds(30)).until(() -> last.feed.status().confirmed() == 2);
        server.send(announced());
        last.says(2);

        try (Without without = new Without("without")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> members() == 2);
            assertThat(without.said()).as("somebody still reads").isEmpty();
            last.feed.close();
            await().atMost(Duration.ofSeconds(30)).until(() -> without.over);
            List<RouteChange> all = new ArrayList<>(last.said());
            all.addAll(without.said());
            all.add(last.said().getLast());
            assertThat(detected(all).getLast().status()).isEqualTo(Status.ENDED);
        }
        try (Without again = new Without("again")) {
            await().atMost(Duration.ofSeconds(30)).until(() -> again.over);
            assertThat(again.said()).as("it was ended").isEmpty();
        }
    }

    /** An instance of the service in whose configuration the feed is no more. */
    private final class Without implements AutoCloseable {
        final MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
        final SendQueue queue = new SendQueue(1 << 20).start();
        final KafkaSink sink;
        final LeftFeed left;
        volatile boolean over;

        Without(String name) {
            sink = new KafkaSink(
                    producer,
                    queue,
                    JSON,
                    Clock.systemUTC(),
                    Traces.off(),
                    name,
                    "",
                    Optional::empty,
                    Completions.toldAtOnce(),
                    new ActivityMeters(new SimpleMeterRegistry()));
            KafkaWatch kafkas = watch("insights.ris", Duration.ofMinutes(5));
            Watch watch = new Watch() {
                @Override
                public long turn() {
                    return kafkas.turn();
                }

                @Override
                public Optional<String> left() {
                    return kafkas.left();
                }

                @Override
                public boolean leave(String text) {
                    return kafkas.leave(text);
                }

                @Override
                public void close() {
                    kafkas.close();
                    over = true;
                }
            };
            left = VantageFeed.left(sink, name, Clock.systemUTC(), watch, () -> Optional.of(List.of(PREFIX)));
            left.start();
        }

        List<RouteChange> said() {
            await().until(() -> queue.bytes() == 0);
            sink.flush();
            return Partitioned.changes(producer);
        }

        @Override
        public void close() {
            left.close();
            queue.close();
        }
    }

    @Test
    void whoStartsReadsWhenOneWasThereLast() throws Exception {
        admin.createTopics(Set.of(new NewTopic("collector-gaps", 1, (short) 1)))
                .all()
                .get();
        TopicLeaders.await(admin, Set.of("collector-gaps"));
        Attendance.Patience patience =
                new Attendance.Patience(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(600));
        Instant then = Instant.parse("2026-01-02T03:04:05.678901Z");
        Attendance first = Attendance.begin(admin, "insights.attendance", patience);
        assertThat(first.trouble(then, Set.of(), List.of()))
                .as("nobody ever was")
                .isEmpty();
        first.attend(then, true);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> admin.listConsumerGroupOffsets("insights.attendance")
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .size()
                        == 1);

        Attendance next = Attendance.begin(admin, "insights.attendance", patience);
        assertThat(next.trouble(then.plusSeconds(3_600), Set.of(), List.of()))
                .hasValueSatisfying(trouble -> assertThat(trouble.since()).isEqualTo(then));
    }

    /** Such as one whose process stands still: it may believe that it is its turn, and leaves nothing any more. */
    @Test
    void whoIsHeardNoMoreLosesItsTurnAndWhatItHasLeftStays() {
        try (KafkaWatch standing = watch("hung", Duration.ofSeconds(2));
                KafkaWatch next = watch("hung", Duration.ofMinutes(5))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> standing.turn() == 1);
            assertThat(standing.left()).contains("");
            assertThat(standing.leave("before")).isTrue();
            await().atMost(Duration.ofSeconds(30)).until(() -> next.turn() == 1);
            assertThat(next.left()).contains("before");
            assertThat(next.leave("after")).isTrue();

            assertThat(standing.leave("late")).isFalse();
            await().atMost(Duration.ofSeconds(30)).until(() -> standing.turn() == 0);
            assertThat(next.left()).contains("after");
        }
    }
}
