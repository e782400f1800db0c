/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.topic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until the leaders of new partitions know of them. Before, a leader may refuse a producer's first batch and take the
 * second, which came a moment later: the first can then never follow, since its sequence number is too low for a partition that
 * began with the second's, and the producer tries it again until its delivery times out.
 */
public final class TopicLeaders {
    private TopicLeaders() {}

    /** Fails as the leaders did not answer within the client's time-out. */
    public static void await(Admin admin, Collection<String> topics) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> partitions(topic).stream())
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        // Asked of each partition's leader, and again while that one does not know of it.
        admin.listOffsets(ends).all().get();
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }
}
