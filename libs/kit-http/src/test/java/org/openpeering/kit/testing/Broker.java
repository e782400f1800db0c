/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.json.Json;

/** Sends and reads messages as the other services do: also where the tested one is another process. */
public final class Broker {
    private static final ObjectMapper JSON = Json.mapper();

    private Broker() {}

    public static void send(Topic topic, Revisioned object) {
        send(topic, object.key(), object.revision(), object);
    }

    /** @param body null: a tombstone */
    public static void send(Topic topic, String key, long revision, @Nullable Object body) {
        try (var producer = new KafkaProducer<>(servers(), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] bytes = body == null ? null : JSON.writeValueAsBytes(body);
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), bytes);
            record.headers().add(MessageHeader.REVISION, Long.toString(revision).getBytes(UTF_8));
            producer.send(record).get();
        } catch (JsonProcessingException | InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends some of one key, each as if it came at its time. */
    public static void replay(Topic topic, String key, Collection<? extends Map.Entry<Instant, ?>> bodies) {
        try (var producer = new KafkaProducer<>(servers(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Map.Entry<Instant, ?> body : bodies) {
                sent.add(producer.send(new ProducerRecord<>(
                        topic.topicName(),
                        null,
                        body.getKey().toEpochMilli(),
                        key.getBytes(UTF_8),
                        JSON.writeValueAsBytes(body.getValue()))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (JsonProcessingException | InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the topic holds under the key now, the oldest first; null for a tombstone. */
    public static <T> List<@Nullable T> read(Topic topic, String key, Class<T> type) {
        List<@Nullable T> bodies = new ArrayList<>();
        for (byte[] body : bodies(topic, key)) {
            try {
                bodies.add(body == null ? null : JSON.readValue(body, type));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bodies;
    }

    /** The same as it was sent. */
    public static List<byte @Nullable []> bodies(Topic topic, String key) {
        List<byte @Nullable []> bodies = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(servers(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), UTF_8).equals(key)) {
                        bodies.add(record.value());
                    }
                }
            }
        }
        return bodies;
    }

    private static Map<String, Object> servers() {
        return Map.of("bootstrap.servers", System.getProperty(ServiceTestResource.BROKER));
    }
}
