/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a reader's polls apart, so that what comes within a moment is one batch and one transaction: at 200 messages a
 * second every message would be its own. What comes alone does not wait. On the consumer's own polling thread.
 */
@RegisterForReflection
public final class PacedPolls implements ConsumerInterceptor<byte[], byte[]> {
    private static final long APART = TimeUnit.MILLISECONDS.toNanos(40);
    /** Where so many come, polls take long enough by themselves. */
    private static final int MUCH = 100;

    private long before = System.nanoTime() - APART;

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        long early = APART - (System.nanoTime() - before);
        if (early > 0 && records.count() < MUCH) {
            try {
                TimeUnit.NANOSECONDS.sleep(early);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        before = System.nanoTime();
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
