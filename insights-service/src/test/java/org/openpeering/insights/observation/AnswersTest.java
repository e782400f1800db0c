/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.Answered;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutesRequest;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.message.Decoder;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.trace.Traces;

class AnswersTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final Set<String> BOTH = Set.of("other", "this");

    private Optional<Set<String>> alive = Optional.of(BOTH);
    private final ObjectMapper json = Json.mapper();
    private final MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
    private final SendQueue queue = new SendQueue(1 << 20).start();
    private final KafkaSink sink = new KafkaSink(
            producer,
            queue,
            json,
            () -> BEGIN,
            Traces.off(),
            "this",
            "edge.example:8083",
            () -> alive,
            Completions.toldAtOnce(),
            new ActivityMeters(new SimpleMeterRegistry()));
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, () -> BEGIN);
    private final Inheritance inheritance =
            new Inheritance(collector, sink, new InheritanceTest.Patience(), () -> true, "this", BOTH::contains);
    private final RouteRequests requests = new RouteRequests();
    private final Answers answers = new Answers(collector, Optional.empty(), sink, requests, inheritance, () -> alive);

    private void ask(long number) {
        requests.received(new Received<>(PREFIX.toString(), number, new RoutesRequest(PREFIX, number)));
    }

    private List<Answered> answered() {
        return told(Answered.class);
    }

    private <T extends RouteChange> List<T> told(Class<T> kind) {
        eventually(Duration.ofSeconds(20), () -> assertThat(queue.bytes()).isZero());
        sink.flush();
        List<T> told = Partitioned.changes(producer).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
        producer.clear();
        return told;
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void saysBehindItsRoutesWhichRequestItAnswersAndWhoElseHasTo() {
        collector.monitor(PREFIX, 1);
        inheritance.caughtUp();
        requests.caughtUp();
        ask(7);
        answers.give(10);
        List<Answered> given = answered();
        assertThat(given).extracting(Answered::number).containsExactly(7L);
        assertThat(given.getFirst().collectors()).containsExactlyInAnyOrder("this", "other");
        assertThat(given.getFirst().by().collector()).isEqualTo("this");
        answers.give(10);
        assertThat(answered()).isEmpty();
    }

    @Test
    void saysOfAPrefixThatItHasMatchedWhoElseHasTo() {
        collector.monitor(PREFIX, 1);
        assertThat(told(Synced.class)).singleElement().satisfies(synced -> {
            assertThat(synced.collectors()).containsExactlyInAnyOrder("this", "other");
            assertThat(synced.by().collector()).isEqualTo("this");
        });
        alive = Optional.empty();
        collector.monitor(PREFIX, 2);
        assertThat(told(Synced.class))
                .as("nobody knows")
                .singleElement()
                .satisfies(synced -> assertThat(synced.collectors()).isEmpty());
    }

    @Test
    void leavesARequestForAPrefixThatItDoesNotWatchYet() {
        inheritance.caughtUp();
        requests.caughtUp();
        ask(7);
        answers.give(10);
        collector.monitor(PREFIX, 1);
        answers.give(10);
        assertThat(answered()).isEmpty();
        ask(8);
        answers.give(10);
        assertThat(answered()).extracting(Answered::number).containsExactly(8L);
    }

    @Test
    void leavesARequestOfBeforeItsStartAndAnOlderOne() {
        collector.monitor(PREFIX, 1);
        inheritance.caughtUp();
        ask(7);
        requests.caughtUp();
        ask(6);
        answers.give(10);
        assertThat(answered()).isEmpty();
        ask(8);
        answers.give(10);
        assertThat(answered()).extracting(Answered::number).containsExactly(8L);
    }

    /** Which of them reads vantages is not known where that is asked. */
    @Test
    void anOperatorsQuestionReachesAllAsOneOfDetectorsDoes() {
        sink.request(PREFIX, 9);
        eventually(Duration.ofSeconds(20), () -> assertThat(queue.bytes()).isZero());
        Received<RoutesRequest> asked = producer.history().stream()
                .filter(message -> message.topic().equals(Topic.ROUTE_REQUESTS.topicName()))
                .map(message -> new Decoder<>(json, RoutesRequest.class)
                        .read(message.key(), message.value(), message.headers()))
                .findFirst()
                .orElseThrow();
        assertThat(asked.key()).isEqualTo(PREFIX.toString());

        collector.monitor(PREFIX, 1);
        inheritance.caughtUp();
        requests.caughtUp();
        requests.received(asked);
        answers.give(10);
        assertThat(answered()).extracting(Answered::number).containsExactly(9L);
    }

    /** What it is asked for is on its way when the answer is queued, and then Kafka does not take it. */
    @Test
    void isSilentWhenWhatItHasToldIsRefusedOnlyThen() {
        MockProducer<byte[], byte[]> refusing =
                new MockProducer<>(
                        Partitioned.cluster(1), false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized void flush() {
                        while (errorNext(new RecordTooLargeException("large"))) {
                            // One after the other.
                        }
                    }
                };
        SendQueue waiting = new SendQueue(1 << 20);
        KafkaSink told = new KafkaSink(
                refusing,
                waiting,
                json,
                () -> BEGIN,
                Traces.off(),
                "this",
                "edge.example:8083",
                () -> alive,
                Completions.toldAtOnce(),
                new ActivityMeters(new SimpleMeterRegistry()));
        Answers answering = new Answers(collector, Optional.empty(), told, requests, inheritance, () -> alive);
        collector.monitor(PREFIX, 1);
        inheritance.caughtUp();
        requests.caughtUp();
        ask(7);
        told.change(new RouteChange.Withdrawn(
                PREFIX,
                BEGIN,
                new RouteId(SessionId.of("edge-1", IpAddress.parse("192.0.2.1")), PREFIX, 0),
                new Asn(64496),
                RouteChange.WithdrawalCause.EXPLICIT,
                new Speaker("this", 1)));
        answering.give(10);
        waiting.start();
        eventually(Duration.ofSeconds(20), () -> assertThat(waiting.bytes()).isZero());
        told.flush();

        assertThat(Partitioned.changes(refusing)).hasSize(1).noneMatch(Answered.class::isInstance);
        waiting.close();
    }

    @Test
    void waitsUntilItIsKnownWhoIsAliveAndWhatWasHeldByWhoIsNot() {
        collector.monitor(PREFIX, 1);
        requests.caughtUp();
        ask(7);
        answers.give(10);
        IpAddress peer = IpAddress.parse("192.0.2.1");
        ObservedSession lost = new ObservedSession(
                "edge-1", peer, new Asn(64496), peer, true, BEGIN, "", 5, "gone", 1, null, null, null, null);
        inheritance.received(new Received<>(lost.key(), lost.revision(), lost));
        inheritance.caughtUp();
        answers.give(10);
        alive = Optional.empty();
        inheritance.tick(BEGIN);
        inheritance.tick(BEGIN.plus(Duration.ofHours(1)));
        answers.give(10);
        assertThat(answered()).isEmpty();
        alive = Optional.of(BOTH);
        answers.give(10);
        assertThat(answered()).extracting(Answered::number).containsExactly(7L);
    }
}
