/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.topic.KafkaClients;

/** Promises D2, D3 and M1 at the side of the reader. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class InboxTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    KafkaClients kafka;

    @Inject
    Replica replica;

    @Inject
    Statements statements;

    @Inject
    ObjectMapper json;

    private final String name = "edge-" + UUID.randomUUID();
    private Producer<byte[], byte[]> producer;

    @BeforeEach
    void open() throws Exception {
        producer = kafka.producer("test");
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void appliesEachRevisionOnceAndNeverGoesBack() {
        send(name, 10, "Frankfurt");
        send(name, 10, "Frankfurt");
        send(name, 9, "Paris");
        send(name, 11, "Amsterdam");
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(10L, 11L));
        assertThat(metro(name)).isEqualTo("Amsterdam");
    }

    @Test
    void doesNotBringBackWhatWasDeleted() {
        send(name, 20, "Frankfurt");
        sent(Messages.record(Topic.EDGE_ROUTERS.topicName(), name, "test", 21, Instant.now(), null));
        int partition = send(name, 20, "Frankfurt");
        // What comes after it in its partition shows that it was read.
        sent(in(partition, message(name + "-last", 22, "Paris")));
        eventually(LIMIT, () -> assertThat(applied(name + "-last")).containsExactly(22L));
        assertThat(applied(name)).containsExactly(20L, 21L);
        assertThat(replicated(name)).isNull();
    }

    @Test
    void setsPoisonAsideWithAllItCameWithAndGoesOn() throws Exception {
        byte[] garbage = {1, 2, 3, (byte) 0xFF};
        sent(Messages.record(Topic.EDGE_ROUTERS.topicName(), name, "test", 30, Instant.now(), garbage));
        send("explosive-" + name, 31, "Paris");
        sent(new ProducerRecord<>(Topic.EDGE_ROUTERS.topicName(), name.getBytes(UTF_8), garbage));
        send(name, 32, "Frankfurt");

        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(32L));
        assertThat(applied("explosive-" + name)).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(3);
        assertThat(letters.stream().map(letter -> header(letter, "dead-letter-reason")))
                .anySatisfy(cause -> assertThat(cause).contains("not a EdgeRouter"))
                .anySatisfy(cause -> assertThat(cause).contains("this content can't be"))
                .anySatisfy(cause -> assertThat(cause).contains("revision is missing"));
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.key()).isEqualTo(name.getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo(garbage);
            assertThat(header(letter, "ce_revision")).isEqualTo("30");
        });
    }

    @Test
    void setsPoisonAsideThatIsAsLargeAsAMessageCanBe() throws Exception {
        byte[] garbage = new byte[(1 << 20) - 600];
        sent(Messages.record(Topic.EDGE_ROUTERS.topicName(), name, "test", 33, Instant.now(), garbage));
        send(name, 34, "Frankfurt");

        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(34L));
        assertThat(deadLetters(1).getFirst().value()).isEqualTo(garbage);
    }

    @Test
    void waitsOutAnOutageOfTheDatabase() {
        send(name, 40, "Frankfurt");
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(40L));
        Servers.POSTGRES.stop();
        try {
            send(name, 41, "Paris");
            send(name, 42, "Amsterdam");
        } finally {
            Servers.POSTGRES.start();
        }
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(40L, 41L, 42L));
    }

    /** The failure is of an outage, and whoever asks a moment later finds that it is over. */
    @Test
    void setsNothingAsideThatComesAMomentBeforeTheDatabaseIsBack() {
        send("starting-" + name, 60, "Frankfurt");
        eventually(LIMIT, () -> assertThat(applied("starting-" + name)).containsExactly(60L));
    }

    /** Its partition. */
    @Test
    void goesOnAfterTheDatabaseStoodStill() {
        send(name, 50, "Frankfurt");
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(50L));
        Servers.POSTGRES.freeze();
        try {
            send(name, 51, "Paris");
            send(name, 52, "Amsterdam");
            standStill(Duration.ofSeconds(25));
        } finally {
            Servers.POSTGRES.thaw();
        }
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(50L, 51L, 52L));
    }

    private static final int STREAM = Integer.getInteger("inbox.stream", 20_000);

    /** In the middle of the stream the database is away for longer than Kafka lets a silent consumer be. */
    @Test
    void losesAndRepeatsNothingOfALongStreamWithPoisonAndAnOutage() throws Exception {
        everyPartitionHasItsLeader();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (int i = 0; i < STREAM; i++) {
                if (i == STREAM / 2) {
                    Servers.POSTGRES.stop();
                }
                String key = name + "-" + i % 500;
                sent.add(stream(
                        key,
                        i + 1,
                        i % 500 == 7
                                ? new byte[] {1, 2, 3}
                                : json.writeValueAsBytes(new EdgeRouter(key, i + 1, "Paris", List.of(), List.of()))));
            }
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            standStill(Duration.ofSeconds(45));
        } finally {
            Servers.POSTGRES.start();
        }

        eventually(Duration.ofMinutes(2), () -> assertThat(missing()).isEmpty());
        assertThat(count("")).isEqualTo(STREAM - STREAM / 500);
        assertThat(count("and exists (select from applied b where b.message_key = a.message_key"
                        + " and b.revision = a.revision and b.place <> a.place)"))
                .isZero();
        assertThat(count("and exists (select from applied b where b.message_key = a.message_key"
                        + " and b.place < a.place and b.revision > a.revision)"))
                .isZero();
        assertThat(deadLetters(STREAM / 500)).hasSize(STREAM / 500);
    }

    /** A partition that is new refuses some of many batches in flight, and then what came after them for good. */
    private void everyPartitionHasItsLeader() {
        producer.partitionsFor(Topic.EDGE_ROUTERS.topicName())
                .forEach(each -> sent(in(each.partition(), message("first-" + name, 1, "Paris"))));
    }

    /** Revisions of the stream that had no effect. */
    private List<Long> missing() {
        return Transactions.await(() -> statements
                .of(
                        "select r from generate_series(1, :most) as g (r) where r % 500 <> 8 and not exists (select from applied"
                                + " a where a.revision = r and a.message_key = :name || '-' || (r - 1) % 500)")
                .set("name", name)
                .set("most", STREAM)
                .list(row -> row.number("r")));
    }

    private long count(String condition) {
        return Transactions.await(() -> statements
                .of("select count(*) as n from applied a where starts_with(message_key, :name) " + condition)
                .set("name", name)
                .get(row -> row.number("n")));
    }

    private Future<RecordMetadata> stream(String key, long revision, byte[] body) {
        return producer.send(
                Messages.record(Topic.EDGE_ROUTERS.topicName(), key, "test", revision, Instant.now(), body));
    }

    /** The time is what is tested. */
    private static void standStill(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    private int sent(ProducerRecord<byte[], byte[]> message) {
        try {
            return producer.send(message).get().partition();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int send(String router, long revision, String metro) {
        return sent(message(router, revision, metro));
    }

    private static ProducerRecord<byte[], byte[]> in(int partition, ProducerRecord<byte[], byte[]> message) {
        return new ProducerRecord<>(message.topic(), partition, message.key(), message.value(), message.headers());
    }

    private ProducerRecord<byte[], byte[]> message(String router, long revision, String metro) {
        EdgeRouter body = new EdgeRouter(router, revision, metro, List.of(), List.of());
        try {
            return Messages.record(
                    Topic.EDGE_ROUTERS.topicName(),
                    router,
                    "test",
                    revision,
                    Instant.now(),
                    json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private List<Long> applied(String router) {
        return Transactions.await(() -> statements
                .of("select revision from applied where message_key = :router order by revision")
                .set("router", router)
                .list(row -> row.number("revision")));
    }

    private String metro(String router) {
        return replicated(router).metro();
    }

    private EdgeRouter replicated(String router) {
        return Transactions.await(() -> replica.find(Topic.EDGE_ROUTERS, router, EdgeRouter.class));
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.consumer("dlq-" + name)) {
            consumer.subscribe(List.of(Topic.EDGE_ROUTERS.deadLetterName()));
            eventually(LIMIT, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(letter -> {
                    if (new String(letter.key(), UTF_8).contains(name)) {
                        letters.add(letter);
                    }
                });
                assertThat(letters).hasSize(count);
            });
        }
        return letters;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String header) {
        return record.headers().lastHeader(header) == null
                ? ""
                : new String(record.headers().lastHeader(header).value(), UTF_8);
    }
}
