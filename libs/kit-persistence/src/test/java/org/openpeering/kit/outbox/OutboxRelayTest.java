/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.testing.Servers;
import org.openpeering.kit.testing.ServiceTestResource;
import org.openpeering.kit.topic.KafkaClients;

/** Promises D1, D3, D4 and D6 at the side of the writer. */
@QuarkusTest
@WithTestResource(ServiceTestResource.class)
class OutboxRelayTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Fewer than there are connections. */
    private static final int WRITERS = 10;

    private static final int TIMES = 10;

    @Inject
    CounterService counters;

    @Inject
    KafkaClients kafka;

    @Inject
    Outbox outbox;

    @Inject
    ObjectMapper json;

    @Inject
    Statements statements;

    @Inject
    MeterRegistry meters;

    private final String name = "counter-" + UUID.randomUUID();
    private final List<Provider> received = new ArrayList<>();
    private Consumer<byte[], byte[]> consumer;

    @BeforeEach
    void listen() throws Exception {
        consumer = kafka.consumer("test-" + name);
        consumer.subscribe(List.of(Topic.PROVIDERS.topicName()));
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    /** Ten times ten transactions on one object, each time all ten open before the first of them writes. */
    @Test
    void keepsTheOrderOfCommitsForEachObjectWithParallelWriters() throws Exception {
        CyclicBarrier open = new CyclicBarrier(WRITERS);
        List<Future<Void>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(threads.submit(() -> write(open)));
            }
        }
        for (Future<Void> writer : writers) {
            writer.get();
        }
        eventually(LIMIT, () -> assertThat(counts()).hasSize(WRITERS * TIMES));
        assertThat(counts()).containsExactlyElementsOf(upTo(WRITERS * TIMES));
        assertThat(received.stream().map(Provider::revision)).isSorted();
    }

    private Void write(CyclicBarrier open) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            await(() -> counters.increment(name, open));
        }
        return null;
    }

    @Test
    void leavesNoMessageOfWorkThatWasRolledBack() {
        assertThatThrownBy(() -> increment(name, true)).hasMessage("rolled back");
        increment(name, false);
        eventually(LIMIT, () -> assertThat(counts()).isNotEmpty());
        assertThat(counts()).containsExactly(1L);
    }

    @Test
    void refusesToBeUsedOutsideOfATransaction() {
        assertThatThrownBy(() -> await(() -> Panache.withSession(outbox::nextRevision)))
                .hasMessage("there has to be a transaction");
    }

    @Test
    void worksOnWhileKafkaIsDownAndSendsInOrderAfterwards() {
        Servers.KAFKA.stop();
        for (int i = 0; i < 20; i++) {
            increment(name, false);
        }
        assertThat(waiting()).isGreaterThanOrEqualTo(20);
        Servers.KAFKA.start();
        eventually(LIMIT, () -> assertThat(distinct(counts())).hasSize(20));
        assertThat(distinct(counts())).containsExactlyElementsOf(upTo(20));
        assertThat(counts().getLast()).isEqualTo(20);
        eventually(LIMIT, () -> assertThat(waiting()).isZero());
    }

    @Test
    void setsAsideWhatKafkaRefusesAsTooLargeAndSendsTheRest() {
        String large = "large-" + name;
        Transactions.await(() -> statements
                .of("insert into outbox (topic, message_key, revision, body)"
                        + " values (:topic, :large, 1, repeat('x', 2000000)), (:topic, :large, 2, null)")
                .set("topic", Topic.PROVIDERS.topicName())
                .set("large", large)
                .update());
        increment(name, false);

        eventually(LIMIT, () -> assertThat(counts()).containsExactly(1L));
        eventually(
                LIMIT,
                () -> assertThat(rows(
                                "select coalesce(refused, 'not refused') as text from outbox where message_key = :key",
                                large))
                        .singleElement()
                        .asString()
                        .contains("RecordTooLargeException"));
        assertThat(meters.counter("openpeering.outbox.refused").count()).isEqualTo(1);

        rows(
                "update outbox set body = '{}', refused = null where message_key = :key returning seq::text as text",
                large);
        eventually(
                LIMIT,
                () -> assertThat(rows("select '' as text from outbox where message_key = :key", large))
                        .isEmpty());
    }

    private List<String> rows(String sql, String key) {
        return Transactions.await(() -> statements.of(sql).set("key", key).list(row -> row.text("text")));
    }

    @Test
    void goesOnAfterTheDatabaseWasKilled() {
        increment(name, false);
        Servers.POSTGRES.kill();
        Servers.POSTGRES.start();
        eventually(LIMIT, () -> increment(name, false));
        eventually(LIMIT, () -> assertThat(distinct(counts())).contains(1L, 2L));
    }

    private long waiting() {
        return await(() -> counters.waiting(name));
    }

    private void increment(String counter, boolean fail) {
        await(() -> counters.increment(counter, fail));
    }

    private static <T> T await(Supplier<Uni<T>> step) {
        try {
            return VertxContextSupport.subscribeAndAwait(step);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static List<Long> upTo(long n) {
        return LongStream.rangeClosed(1, n).boxed().toList();
    }

    private static List<Long> distinct(List<Long> values) {
        return values.stream().distinct().toList();
    }

    private List<Long> counts() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (new String(record.key(), UTF_8).equals(name)) {
                received.add(read(record));
            }
        }
        return received.stream()
                .map(provider -> provider.asns().getFirst().value())
                .toList();
    }

    private Provider read(ConsumerRecord<byte[], byte[]> record) {
        try {
            Provider provider = json.readValue(record.value(), Provider.class);
            String revision = new String(
                    record.headers().lastHeader(MessageHeader.REVISION).value(), UTF_8);
            assertThat(revision).isEqualTo(Long.toString(provider.revision()));
            return provider;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
