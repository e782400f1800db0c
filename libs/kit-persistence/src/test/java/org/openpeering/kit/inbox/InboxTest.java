/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.message.Messages;
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
    BlockingReplica replica;

    @Inject
    Sql sql;

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
        assertThat(replica.find(Topic.EDGE_ROUTERS, name, EdgeRouter.class)).isEmpty();
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
    void waitsOutAnOutageOfTheDatabase() {
        send(name, 40, "Frankfurt");
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(40L));
        Servers.POSTGRES.stop();
        send(name, 41, "Paris");
        send(name, 42, "Amsterdam");
        Servers.POSTGRES.start();
        eventually(LIMIT, () -> assertThat(applied(name)).containsExactly(40L, 41L, 42L));
    }

    /** Its partition. */
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
        EdgeRouter body = new EdgeRouter(router, revision, metro, List.of());
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
        return sql.list(
                "select revision from applied where message_key = ? order by revision",
                row -> row.number("revision"),
                router);
    }

    private String metro(String router) {
        return replica.find(Topic.EDGE_ROUTERS, router, EdgeRouter.class)
                .orElseThrow()
                .metro();
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
