/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.insights.RouteChangeReader;

/** A producer that keeps what it is given, and knows the partitions of {@code route-changes}. */
final class Partitioned {
    private Partitioned() {}

    static MockProducer<byte[], byte[]> producer(int partitions) {
        return producer(partitions, true);
    }

    static MockProducer<byte[], byte[]> producer(int partitions, boolean acknowledging) {
        return new MockProducer<>(
                cluster(partitions), acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Cluster cluster(int partitions) {
        Node broker = new Node(1, "broker.example", 9092);
        Node[] replicas = {broker};
        List<PartitionInfo> known = IntStream.range(0, partitions)
                .mapToObj(i -> new PartitionInfo(Topic.ROUTE_CHANGES.topicName(), i, broker, replicas, replicas))
                .toList();
        return new Cluster("cluster", List.of(broker), known, Set.of(), Set.of());
    }

    static List<ProducerRecord<byte[], byte[]>> messages(MockProducer<byte[], byte[]> producer) {
        return producer.history().stream()
                .filter(message -> message.topic().equals(Topic.ROUTE_CHANGES.topicName()))
                .toList();
    }

    static List<Entry> entries(MockProducer<byte[], byte[]> producer) {
        return messages(producer).stream()
                .flatMap(message -> RouteChangeReader.read(message.value()).entries().stream())
                .toList();
    }

    static List<RouteChange> changes(MockProducer<byte[], byte[]> producer) {
        return entries(producer).stream().map(Entry::change).toList();
    }
}
