/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PacedPollsTest {
    private final PacedPolls polls = new PacedPolls();

    @Test
    void pollsThatFollowEachOtherAreKeptApart() {
        long begin = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            assertThat(polls.onConsume(records(1)).count()).isEqualTo(1);
        }

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(4 * 40_000_000L);
    }

    /** What comes alone does not wait, and a full poll neither: of 100 of each the quickest did not. */
    @Test
    void neitherTheFirstNorAFullPollWaits() {
        long alone = Long.MAX_VALUE;
        long full = Long.MAX_VALUE;
        for (int i = 0; i < 100; i++) {
            PacedPolls fresh = new PacedPolls();
            alone = Math.min(alone, nanos(fresh, 1));
            full = Math.min(full, nanos(fresh, 100));
        }

        assertThat(alone).isLessThan(10_000_000L);
        assertThat(full).isLessThan(10_000_000L);
    }

    private static long nanos(PacedPolls polls, int count) {
        ConsumerRecords<byte[], byte[]> records = records(count);
        long begin = System.nanoTime();
        assertThat(polls.onConsume(records)).isSameAs(records);
        return System.nanoTime() - begin;
    }

    private static ConsumerRecords<byte[], byte[]> records(int count) {
        return new ConsumerRecords<>(
                Map.of(
                        new TopicPartition("topic", 0),
                        Collections.nCopies(count, new ConsumerRecord<>("topic", 0, 0, new byte[0], new byte[0]))),
                Map.of());
    }
}
