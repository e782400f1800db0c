/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.openpeering.insights.ris.Watch;

/**
 * The turn belongs to whom Kafka assigns one partition in a group of its own; no message of it is read. Who has it keeps it
 * as long as it lives; when it leaves, another has it at once, and when it dies, after the group's session has timed out.
 * What is left to the next is what the group has committed, which Kafka takes of nobody whose turn is over.
 */
final class KafkaWatch implements Watch, ConsumerRebalanceListener {
    private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<?, ?> consumer;
    private final TopicPartition lot;
    private long turns;
    private boolean ours;
    private boolean failing;

    /**
     * @param consumer of the group, used by nobody else
     * @param topic whose first partition it is about
     */
    KafkaWatch(Consumer<?, ?> consumer, String topic) {
        this.consumer = consumer;
        lot = new TopicPartition(topic, 0);
        consumer.subscribe(List.of(topic), this);
    }

    @Override
    public long turn() {
        try {
            consumer.poll(Duration.ZERO);
            failing = false;
        } catch (KafkaException e) {
            failed("can't be told who reads RIS Live", e);
            return 0;
        }
        return ours ? turns : 0;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        if (partitions.contains(lot)) {
            turns++;
            ours = true;
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        ours &= !partitions.contains(lot);
    }

    @Override
    public Optional<String> left() {
        try {
            OffsetAndMetadata committed =
                    consumer.committed(Set.of(lot), PATIENCE).get(lot);
            return Optional.of(committed == null ? "" : committed.metadata());
        } catch (KafkaException e) {
            failed("the gaps of RIS Live can't be read", e);
            return Optional.empty();
        }
    }

    @Override
    public boolean leave(String text) {
        if (!ours) {
            return false;
        }
        try {
            consumer.commitSync(Map.of(lot, new OffsetAndMetadata(0, text)), PATIENCE);
            return true;
        } catch (KafkaException e) {
            failed("the gaps of RIS Live are not written down", e);
            return false;
        }
    }

    private void failed(String what, KafkaException e) {
        if (failing) {
            LOG.debug(what, e);
        } else {
            LOG.warnf("%s: %s", what, e);
        }
        failing = true;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
