/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Promise D3 when sends fail. A record is named for its key and the number it has among those of the key. */
class OrderedSendTest {
    /** What happens to a record. */
    enum Fate {
        ARRIVES,
        /** No metadata within max.block. */
        FAILS_AT_ONCE,
        /** Not delivered in time. */
        FAILS_LATER,
        /** It arrived, but the answer did not. */
        ARRIVES_UNNOTICED
    }

    /** A broker that meets the next sends with these fates, and accepts everything after them. */
    private static final class Broker extends MockProducer<byte[], byte[]> {
        private final Deque<Fate> fates;
        private final Deque<Fate> underWay = new ArrayDeque<>();
        private final Deque<String> names = new ArrayDeque<>();
        final List<String> arrived = new ArrayList<>();

        Broker(List<Fate> fates) {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
            this.fates = new ArrayDeque<>(fates);
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
            Fate fate = fates.isEmpty() ? Fate.ARRIVES : fates.remove();
            if (fate == Fate.FAILS_AT_ONCE) {
                return CompletableFuture.failedFuture(new TimeoutException("no metadata"));
            }
            underWay.add(fate);
            names.add(new String(message.value(), UTF_8));
            return super.send(message);
        }

        @Override
        public synchronized void flush() {
            while (!underWay.isEmpty()) {
                Fate fate = underWay.remove();
                String name = names.remove();
                if (fate != Fate.FAILS_LATER) {
                    arrived.add(name);
                }
                boolean known = fate == Fate.ARRIVES ? completeNext() : errorNext(new TimeoutException("not in time"));
                assertThat(known).isTrue();
            }
        }
    }

    @Example
    void sendsEverythingInOrder() {
        Broker broker = new Broker(List.of());

        OrderedSend.Sent sent = send(broker, "a1", "b1", "a2", "a3", "c1");

        assertThat(sent).isEqualTo(new OrderedSend.Sent(5, null));
        assertThat(broker.arrived).containsExactly("a1", "b1", "a2", "a3", "c1");
    }

    @Example
    void endsAtTheFirstThatFailsAtOnceThoughTheBrokerIsBackAMomentLater() {
        Broker broker = new Broker(List.of(Fate.FAILS_AT_ONCE));

        OrderedSend.Sent sent = send(broker, "a1", "b1", "c1");

        assertThat(sent.acknowledged()).isZero();
        assertThat(sent.failure()).hasCauseInstanceOf(TimeoutException.class);
        assertThat(broker.arrived).isEmpty();
    }

    @Example
    void sendsNothingOfAKeyAfterItsRecordThatFailsLater() {
        Broker broker = new Broker(List.of(Fate.ARRIVES, Fate.FAILS_LATER));

        OrderedSend.Sent sent = send(broker, "b1", "a1", "c1", "a2");

        assertThat(sent.acknowledged()).isEqualTo(1);
        assertThat(sent.failure()).hasCauseInstanceOf(TimeoutException.class);
        assertThat(broker.arrived).containsExactly("b1", "c1");
    }

    @Example
    void tellsKeysOfDifferentTopicsApart() {
        Broker broker = new Broker(List.of());

        OrderedSend.Sent sent = send(broker, List.of(message("one", "a1"), message("two", "a1"), message("one", "a2")));

        assertThat(sent).isEqualTo(new OrderedSend.Sent(3, null));
    }

    @Property
    void losesAndReordersNothingWhateverFails(
            @ForAll("records") List<String> records, @ForAll("fates") List<Fate> fates) {
        Broker broker = new Broker(fates);
        List<String> waiting = records;

        while (!waiting.isEmpty()) {
            OrderedSend.Sent sent = send(broker, waiting.toArray(String[]::new));
            assertThat(sent.failure() == null).isEqualTo(sent.acknowledged() == waiting.size());
            waiting = waiting.subList(sent.acknowledged(), waiting.size());
        }

        for (String key : List.of("a", "b", "c")) {
            List<String> ofKey =
                    broker.arrived.stream().filter(name -> name.startsWith(key)).toList();
            assertThat(ofKey).as("in order, if repeated").isSortedAccordingTo(OrderedSendTest::compare);
            assertThat(ofKey.stream().distinct())
                    .isEqualTo(records.stream()
                            .filter(name -> name.startsWith(key))
                            .toList());
        }
    }

    @Provide
    Arbitrary<List<String>> records() {
        return Arbitraries.of("a", "b", "c").list().ofMaxSize(20).map(OrderedSendTest::numbered);
    }

    @Provide
    Arbitrary<List<Fate>> fates() {
        return Arbitraries.of(Fate.class).list().ofMaxSize(40);
    }

    private static List<String> numbered(List<String> keys) {
        Map<String, Integer> numbers = new HashMap<>();
        return keys.stream()
                .map(key -> key + numbers.merge(key, 1, Integer::sum))
                .toList();
    }

    private static int compare(String one, String other) {
        return Integer.compare(Integer.parseInt(one.substring(1)), Integer.parseInt(other.substring(1)));
    }

    private static OrderedSend.Sent send(Broker broker, String... names) {
        return send(broker, Stream.of(names).map(name -> message("topic", name)).toList());
    }

    private static OrderedSend.Sent send(Broker broker, List<ProducerRecord<byte[], byte[]>> records) {
        try {
            return OrderedSend.send(broker, Collections.unmodifiableList(records));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ProducerRecord<byte[], byte[]> message(String topic, String name) {
        return new ProducerRecord<>(topic, name.substring(0, 1).getBytes(UTF_8), name.getBytes(UTF_8));
    }
}
