/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.start.ProductionRules;
import org.openpeering.kit.start.Settings;
import org.openpeering.kit.start.StartRefused;

/**
 * Kafka clients with the settings that the promises rest on; broker address and security come from {@code kafka.*}.
 * Before the first client is made every topic is created that does not exist, so services start in any order.
 */
@Singleton
public class KafkaClients {
    /** Bytes; whoever writes dead letters has to be allowed as much ({@code max.request.size}). */
    public static final int LARGEST_DEAD_LETTER = 2 << 20;

    private final Map<String, Object> broker;
    private final KafkaConfig config;
    private final ReentrantLock creation = new ReentrantLock();
    private boolean created;

    KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> broker, KafkaConfig config) {
        this.broker = Map.copyOf(broker);
        this.config = config;
    }

    /** A producer that neither loses nor reorders within a partition. Blocks until the topics exist. */
    public Producer<byte[], byte[]> producer(String purpose) throws ExecutionException, InterruptedException {
        return new KafkaProducer<>(producerSettings(purpose), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * The same, for what has no store behind it: a send blocks while the buffer is full and never gives up, so an outage
     * of the broker becomes back-pressure at the source.
     */
    public Producer<byte[], byte[]> patientProducer(String purpose) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = producerSettings(purpose);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The same as {@link #producer}, for much at a time: messages of some milliseconds share a request. */
    public Producer<byte[], byte[]> bulkProducer(String purpose) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = producerSettings(purpose);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 48L << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerSettings(String purpose) throws ExecutionException, InterruptedException {
        ensureTopics();
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, purpose);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
        return settings;
    }

    /** A consumer from the earliest message not yet committed by the group. Blocks until the topics exist. */
    public Consumer<byte[], byte[]> consumer(String group) throws ExecutionException, InterruptedException {
        return new KafkaConsumer<>(consumerSettings(group), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The same; it keeps the partitions it has when others of the group come and go. */
    public Consumer<byte[], byte[]> stickyConsumer(String group) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = consumerSettings(group);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> consumerSettings(String group) throws ExecutionException, InterruptedException {
        ensureTopics();
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000L);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        return settings;
    }

    /** Creates what is missing and looks at what is there; returns when every topic is. */
    public void ensureTopics() throws ExecutionException, InterruptedException {
        creation.lockInterruptibly();
        try {
            if (!created) {
                prepare();
            }
            created = true;
        } finally {
            creation.unlock();
        }
    }

    /** To ask the broker about groups and topics. */
    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("request.timeout.ms", 3_000);
        settings.put("default.api.timeout.ms", 5_000);
        return Admin.create(settings);
    }

    private void prepare() throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            if (config.replication() == 1) {
                requireReplicas(admin.describeCluster().nodes().get().size());
            }
            int partitions = Partitions.of(existing(admin), config.partitions());
            if (config.createTopics()) {
                create(admin, partitions);
            }
        }
    }

    private static void requireReplicas(int brokers) {
        ProductionRules.unreplicated(Settings.inForce(), brokers).ifPresent(violation -> {
            throw new StartRefused(violation);
        });
    }

    /** The partitions of our topics that are there, as far as this service may see them. */
    private static Map<Topic, Integer> existing(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> names = new HashSet<>(admin.listTopics().names().get());
        names.retainAll(Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        Map<String, TopicDescription> described =
                admin.describeTopics(names).allTopicNames().get();
        Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            TopicDescription description = described.get(topic.topicName());
            if (description != null) {
                partitions.put(topic, description.partitions().size());
            }
        }
        return partitions;
    }

    private void create(Admin admin, int partitions) throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<Void>> creations =
                admin.createTopics(topics(partitions)).values();
        for (var creation : creations.values()) {
            try {
                creation.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        TopicLeaders.await(admin, creations.keySet());
    }

    private List<NewTopic> topics(int partitions) {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(topic(topic, partitions), deadLetters(topic)))
                .toList();
    }

    private NewTopic topic(Topic topic, int partitions) {
        Duration retention = topic.retention();
        Map<String, String> settings = retention == null
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        return new NewTopic(topic.topicName(), partitions, config.replication()).configs(settings);
    }

    /** The largest message of a topic has to fit, with what is told about it. */
    private NewTopic deadLetters(Topic topic) {
        return new NewTopic(topic.deadLetterName(), 1, config.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(Topic.DEAD_LETTER_RETENTION.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(LARGEST_DEAD_LETTER)));
    }
}
