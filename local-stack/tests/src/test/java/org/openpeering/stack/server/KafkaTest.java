/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openpeering.stack.process.Workspace;

@Execution(ExecutionMode.CONCURRENT)
class KafkaTest {
    @TempDir
    Path folder;

    @Test
    void topicsAndRecordsSurviveAStopAndAHardKillAndNoTopicIsMadeByAccident() throws Exception {
        Kafka kafka = new Kafka(Workspace.at(folder));
        kafka.start();
        try {
            try (Admin admin = kafka.admin()) {
                admin.createTopics(List.of(new NewTopic("peerings", 3, (short) 1)))
                        .all()
                        .get();
            }
            send(kafka, "first");
            kafka.stop();
            assertThat(kafka.isRunning()).isFalse();
            kafka.start();
            send(kafka, "second");
            kafka.kill9();
            kafka.start();

            assertThat(records(kafka)).containsExactly("first", "second");
            assertThat(kafka.residentBytes()).isPositive();
            assertThatThrownBy(() -> send(kafka, "elsewhere", "lost"))
                    .hasMessageContaining("elsewhere not present in metadata");
        } finally {
            kafka.stop();
        }
    }

    private static void send(Kafka kafka, String value) throws Exception {
        send(kafka, "peerings", value);
    }

    private static void send(Kafka kafka, String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 5_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "key", value)).get();
        }
    }

    private static List<String> records(Kafka kafka) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("peerings", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(polled -> values.add(polled.value()));
            }
            return values;
        }
    }
}
