/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends records with keys in their order and ends at the first that fails.
 *
 * <p>Order: <b>of each key no record leaves before the one before it was acknowledged</b>, whatever fails and whenever the
 * broker comes back. Idempotence alone does not give that: a record can fail before it has a sequence number (no metadata,
 * no room, not delivered in time), and those after it then go without it. So records are sent in waves in which no key
 * occurs twice, a wave waits for the one before, and nothing follows a failure. When the caller goes on with what was not
 * acknowledged, a key's records may be repeated, never passed by a later one. {@code OrderedSendTest} holds it to this.
 *
 * <p>Price: a key that changes often gets one record a round trip. Everything else travels together.
 */
final class OrderedSend {
    /**
     * What came of it.
     *
     * @param acknowledged how many records, from the first on, the broker has
     * @param failure of the record after those; null: there was none
     */
    record Sent(int acknowledged, @Nullable ExecutionException failure) {}

    private record Key(String topic, ByteBuffer bytes) {
        static Key of(ProducerRecord<byte[], byte[]> message) {
            return new Key(message.topic(), ByteBuffer.wrap(message.key()));
        }
    }

    private OrderedSend() {}

    /** Returns when nothing is under way any more. */
    static Sent send(Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        int acknowledged = 0;
        while (acknowledged < records.size()) {
            Sent wave = wave(producer, records.subList(acknowledged, records.size()));
            acknowledged += wave.acknowledged();
            if (wave.failure() != null) {
                return new Sent(acknowledged, wave.failure());
            }
        }
        return new Sent(acknowledged, null);
    }

    /** Sends up to the first record whose key is under way already, or that fails at once. */
    private static Sent wave(Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        Set<Key> keys = new HashSet<>();
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> message : records) {
            if (!keys.add(Key.of(message))) {
                break;
            }
            Future<RecordMetadata> answer = producer.send(message);
            answers.add(answer);
            if (answer.state() == Future.State.FAILED) {
                break;
            }
        }
        producer.flush();
        return sent(answers);
    }

    private static Sent sent(List<Future<RecordMetadata>> answers) throws InterruptedException {
        int acknowledged = 0;
        try {
            for (Future<RecordMetadata> answer : answers) {
                answer.get();
                acknowledged++;
            }
            return new Sent(acknowledged, null);
        } catch (ExecutionException e) {
            return new Sent(acknowledged, e);
        }
    }
}
