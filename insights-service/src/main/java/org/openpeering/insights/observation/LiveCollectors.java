/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * Which collectors are alive: every instance of the service runs detectors beside its collector, and Kafka takes out of
 * their group who does not answer or has left. A life is known by the client id that Kafka Streams makes for it.
 */
public final class LiveCollectors implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final String self;
    private volatile @Nullable Set<String> alive;
    private volatile @Nullable KafkaFuture<?> asking;

    /**
     * @param group the detectors'
     * @param self this life's, by {@link #id}
     */
    public LiveCollectors(Admin admin, String group, String self) {
        this.admin = admin;
        this.group = group;
        this.self = self;
    }

    /** Of this life; of another after a restart. */
    public static String id(KafkaStreams detectors) {
        return detectors.metadataForLocalThreads().stream()
                .map(thread -> life(thread.consumerClientId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no detection thread is there"));
    }

    private static String life(String clientId) {
        return clientId.replaceFirst("-StreamThread-.*", "");
    }

    String self() {
        return self;
    }

    /** By the last answer; as long as there is none, and while Kafka is away, nobody is called dead. */
    public boolean alive(String collector) {
        Set<String> known = alive;
        return known == null || known.contains(collector);
    }

    /** All, this one among them; empty while there is no answer. */
    Optional<Set<String>> all() {
        return Optional.ofNullable(alive)
                .map(known ->
                        Stream.concat(Stream.of(self), known.stream()).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether this one does what one alone of those alive has to do; nobody does, as long as there is no answer. */
    public boolean first() {
        Set<String> known = alive;
        return known != null
                && known.stream()
                        .min(Comparator.naturalOrder())
                        .filter(self::equals)
                        .isPresent();
    }

    /** Asks Kafka, and does not wait for the answer; to be called every second or so. */
    public void refresh() {
        KafkaFuture<?> before = asking;
        if (before != null && !before.isDone()) {
            return;
        }
        KafkaFuture<ConsumerGroupDescription> answer = Objects.requireNonNull(
                admin.describeConsumerGroups(Set.of(group)).describedGroups().get(group));
        asking = answer.whenComplete((described, failure) -> {
            if (failure == null) {
                alive = described.members().stream()
                        .map(member -> life(member.clientId()))
                        .collect(Collectors.toUnmodifiableSet());
            }
        });
    }

    @Override
    public void close() {
        admin.close();
    }
}
