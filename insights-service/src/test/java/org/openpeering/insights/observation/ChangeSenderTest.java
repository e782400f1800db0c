/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpeering.contract.event.MessageHeader;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeBatch.Entry;
import org.openpeering.contract.insights.RouteChangeReader;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.ActivityMeters;
import org.openpeering.insights.bgp.BgpBytes;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.bmp.BmpBytes;
import org.openpeering.insights.bmp.BmpDecoder;
import org.openpeering.insights.bmp.BmpReceiver;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.bmp.RouterIdentity;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.CollectorSettings;
import org.openpeering.kit.json.Json;
import org.openpeering.kit.message.Messages;
import org.openpeering.kit.trace.Traces;

class ChangeSenderTest {
    /** For what happens soon on a machine that is not busy. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final BmpBytes.Peer PEER = BmpBytes.Peer.of("192.0.2.1", 64496);

    private static IpPrefix monitored(int number) {
        return new IpPrefix(new IpAddress(Family.IPV4, 0, (20L << 24) + ((long) number << 8)), 24);
    }

    private static RouteChange synced(int number) {
        return new RouteChange.Synced(monitored(number), NOW, number);
    }

    @Test
    void changesGoTogetherInTheirOrderToThePartitionOfTheirPrefix() {
        MockProducer<byte[], byte[]> producer = Partitioned.producer(6);
        try (ChangeSender sender = new ChangeSender(producer, () -> NOW, "c-1", (_, _, _) -> {})) {
            IntStream.range(0, 3_000).forEach(i -> sender.send(synced(i % 1_000), null));
        }
        List<ProducerRecord<byte[], byte[]>> messages = Partitioned.messages(producer);
        assertThat(messages).hasSizeLessThan(600);
        for (ProducerRecord<byte[], byte[]> message : messages) {
            assertThat(message.key()).isNull();
            assertThat(RouteChangeReader.read(message.value()).entries()).allMatch(entry -> {
                byte[] key = entry.change().monitored().toString().getBytes(UTF_8);
                return BuiltInPartitioner.partitionForKey(key, 6) == message.partition();
            });
        }
        assertThat(Partitioned.changes(producer))
                .hasSize(3_000)
                .filteredOn(change -> change.monitored().equals(monitored(7)))
                .containsExactly(synced(7), synced(7), synced(7));
        assertThat(messages)
                .extracting(message -> new String(
                        message.headers().lastHeader(MessageHeader.ID).value(), UTF_8))
                .doesNotHaveDuplicates();
        assertThat(new String(
                        messages.getFirst()
                                .headers()
                                .lastHeader(MessageHeader.CONTENT_TYPE)
                                .value(),
                        UTF_8))
                .isEqualTo("application/vnd.openpeering.route-changes");
    }

    @Test
    void aChangeAloneWaitsForNoOther() {
        MockProducer<byte[], byte[]> producer = Partitioned.producer(6);
        try (ChangeSender sender = new ChangeSender(producer, () -> NOW, "c-1", (_, _, _) -> {})) {
            sender.send(synced(1), null);
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(Partitioned.changes(producer)).containsExactly(synced(1)));
        }
    }

    @Test
    void aTableThatMayBeTooLargeTakesNoOtherWithIt() {
        MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
        RouteChange table = new RouteChange.PeerTable(
                monitored(2),
                NOW,
                SessionId.of("edge-1", IpAddress.parse("192.0.2.1")),
                new Asn(64496),
                IntStream.range(0, 2_000)
                        .mapToObj(i -> new RouteChange.PeerTable.Held(monitored(2), i))
                        .toList(),
                null);
        try (ChangeSender sender = new ChangeSender(producer, () -> NOW, "c-1", (_, _, _) -> {})) {
            List.of(synced(1), table, synced(3)).forEach(change -> sender.send(change, null));
        }
        assertThat(Partitioned.messages(producer)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Partitioned.changes(producer)).containsExactly(synced(1), table, synced(3));
    }

    @Test
    void whatBelongsToDifferentTracesGoesApart() {
        MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
        try (ChangeSender sender = new ChangeSender(producer, () -> NOW, "c-1", (_, _, _) -> {})) {
            sender.send(synced(1), null);
            sender.send(synced(2), "00-a-b-01");
            sender.send(synced(3), "00-a-b-01");
            sender.send(synced(4), null);
        }
        assertThat(Partitioned.messages(producer))
                .extracting(message -> Messages.trace(message.headers()))
                .containsExactly(null, "00-a-b-01", null);
        assertThat(Partitioned.changes(producer)).containsExactly(synced(1), synced(2), synced(3), synced(4));
    }

    @Test
    void whatIsRefusedIsNamedByItsPrefixes() {
        MockProducer<byte[], byte[]> producer = Partitioned.producer(1, false);
        Set<IpPrefix> missed = new HashSet<>();
        try (ChangeSender sender = new ChangeSender(producer, () -> NOW, "c-1", (told, _, failure) -> {
            if (failure != null) {
                told.forEach(each -> missed.add(each.change().monitored()));
            }
        })) {
            sender.send(synced(1), null);
            sender.send(synced(2), null);
        }
        boolean more = true;
        while (more) {
            more = producer.errorNext(new IllegalStateException("refused"));
        }
        assertThat(missed).containsExactlyInAnyOrder(monitored(1), monitored(2));
    }

    /** One UPDATE with 0/0, 0/1 … 20/8 against 10,000 monitored prefixes. */
    @ParameterizedTest
    @ValueSource(ints = {10_000, 2})
    void aRouteAroundMonitoredPrefixesIsToldOnceForEachPartition(int monitored) {
        int partitions = 24;
        MockProducer<byte[], byte[]> producer = Partitioned.producer(partitions);
        SendQueue queue = new SendQueue(64 << 20).start();
        KafkaSink sink = new KafkaSink(
                producer,
                queue,
                Json.mapper(),
                () -> NOW,
                Traces.off(),
                "c-1",
                "edge.example:8083",
                Optional::empty,
                Completions.toldAtOnce(),
                new ActivityMeters(new SimpleMeterRegistry()));
        Collector collector = new Collector(CollectorSettings.DEFAULT, sink, () -> NOW);
        BmpReceiver.Session router = collector.open(new RouterIdentity("edge-1"));
        IntStream.range(0, monitored).forEach(i -> collector.monitor(monitored(i), 1));
        receive(
                router,
                BmpBytes.peerUp(
                        PEER,
                        NOW.getEpochSecond(),
                        40_000,
                        BgpBytes.modernOpen(65001, 0),
                        BgpBytes.modernOpen(64496, 0)));
        IpPrefix[] around = Stream.concat(
                        Stream.concat(
                                Stream.of("0.0.0.0/0"), IntStream.range(1, 8).mapToObj(i -> "0.0.0.0/" + i)),
                        Stream.of("20.0.0.0/8", "20.0.0.0/9", "20.0.0.0/12"))
                .map(IpPrefix::parse)
                .toArray(IpPrefix[]::new);
        PathAttributes attributes = new PathAttributes(
                AsPath.of(64496), Origin.IGP, IpAddress.parse("192.0.2.1"), List.of(), Optional.empty());
        drain(queue, sink);
        producer.clear();

        receive(router, BmpBytes.routeMonitoring(PEER, NOW.getEpochSecond(), BgpBytes.announce(attributes, around)));
        drain(queue, sink);
        assertToldToEachPartition(producer, partitions);

        receive(router, BmpBytes.peerDown(PEER, NOW.getEpochSecond(), 1));
        drain(queue, sink);
        assertToldToEachPartition(producer, partitions);

        queue.close();
        sink.close();
    }

    private static void drain(SendQueue queue, KafkaSink sink) {
        await().atMost(LIMIT).until(() -> queue.bytes() == 0);
        sink.flush();
    }

    private static void receive(BmpReceiver.Session router, byte[] message) {
        router.receive(new BmpDecoder().decode(message, 0, message.length), Micros.of(NOW));
    }

    private static void assertToldToEachPartition(MockProducer<byte[], byte[]> producer, int partitions) {
        assertThat(Partitioned.entries(producer)).hasSize(3 * partitions).allMatch(Entry::covering);
        assertThat(Partitioned.entries(producer).stream()
                        .map(entry -> entry.change().monitored().toString())
                        .distinct())
                .containsExactlyInAnyOrder("20.0.0.0/8", "20.0.0.0/9", "20.0.0.0/12");
        assertThat(Partitioned.messages(producer)).hasSizeBetween(partitions, 3 * partitions);
        producer.clear();
    }
}
