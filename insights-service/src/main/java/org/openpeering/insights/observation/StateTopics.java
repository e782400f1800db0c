/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.message.Messages;

/** Gives Kafka what of each key the last message counts of; of the queue's thread. */
final class StateTopics {
    private static final String SOURCE = "insights";

    private final Producer<byte[], byte[]> producer;
    private final ObjectMapper json;
    private final Deliveries deliveries;

    StateTopics(Producer<byte[], byte[]> producer, ObjectMapper json, Deliveries deliveries) {
        this.producer = producer;
        this.json = json;
        this.deliveries = deliveries;
    }

    /** What of which key is said. */
    record Place(Topic topic, String key, long revision, Instant time) {}

    /**
     * @param body null: deletes it
     * @param missed is told whether it was refused for good
     */
    void send(Place place, @Nullable Object body, @Nullable String trace, Consumer<Boolean> missed) {
        byte[] bytes = body == null ? null : bytes(body);
        int size = bytes == null ? 0 : bytes.length;
        ProducerRecord<byte[], byte[]> message =
                Messages.record(place.topic().topicName(), place.key(), SOURCE, place.revision(), place.time(), bytes);
        var _ = producer.send(Messages.inTrace(message, trace), (_, failure) -> {
            deliveries.known(place.topic(), List.of(place.key()), size, failure);
            if (failure != null) {
                missed.accept(!(failure instanceof RetriableException));
            }
        });
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
