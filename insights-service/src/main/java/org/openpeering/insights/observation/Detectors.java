/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;

/** How far the detectors of all instances have come with route changes: what they say of these is in Kafka, too. */
final class Detectors {
    private final Admin admin;
    private final String group;
    private volatile Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private @Nullable KafkaFuture<?> asking;

    Detectors(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Asks Kafka, and does not wait for the answer; of one thread. */
    void refresh() {
        if (asking != null && !asking.isDone()) {
            return;
        }
        asking = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .whenComplete((known, failure) -> {
                    if (failure == null) {
                        committed = known;
                    }
                });
    }

    /** By the last answer, the offset behind what they have worked on; empty while nobody knows. */
    OptionalLong worked(int partition) {
        OffsetAndMetadata known = committed.get(new TopicPartition(Topic.ROUTE_CHANGES.topicName(), partition));
        return known == null
                ? OptionalLong.empty()
                : OptionalLong.of(Objects.requireNonNull(known).offset());
    }
}
