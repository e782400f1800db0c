/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openpeering.kit.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.net.AsPath;
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
import org.openpeering.kit.trace.Traces;

/** What others read of a session. */
class SessionStateTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final IpAddress SOURCE = IpAddress.parse("198.51.100.9");
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final BmpBytes.Peer PEER = BmpBytes.Peer.of("192.0.2.1", 64496);

    private final ObjectMapper json = Json.mapper();
    private final MockProducer<byte[], byte[]> producer = Partitioned.producer(1);
    private final SendQueue queue = new SendQueue(1 << 20).start();
    private final KafkaSink sink = new KafkaSink(
            producer,
            queue,
            json,
            () -> BEGIN,
            Traces.off(),
            "this",
            "edge.example:8083",
            Optional::empty,
            Completions.toldAtOnce(),
            new ActivityMeters(new SimpleMeterRegistry()));
    private final Collector collector = new Collector(CollectorSettings.DEFAULT, sink, () -> BEGIN);

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void itsTableIsCalledCompleteBehindAllThatItHolds() throws IOException {
        collector.monitor(PREFIX, 1);
        BmpReceiver.Session router = collector.open(new RouterIdentity("edge-1", Optional.of(SOURCE)));
        PathAttributes attributes = new PathAttributes(
                AsPath.of(64496), Origin.IGP, IpAddress.parse("192.0.2.1"), List.of(), Optional.empty());
        receive(
                router,
                0,
                BmpBytes.peerUp(
                        PEER,
                        BEGIN.getEpochSecond(),
                        40_000,
                        BgpBytes.modernOpen(65001, 0),
                        BgpBytes.modernOpen(64496, 0)));
        receive(router, 1, BmpBytes.routeMonitoring(PEER, 0, BgpBytes.announce(attributes, PREFIX)));
        receive(router, 2, BmpBytes.routeMonitoring(PEER, 0, BgpBytes.endOfRib(Family.IPV4)));
        receive(router, 3, BmpBytes.routeMonitoring(PEER, 0, BgpBytes.endOfRib(Family.IPV6)));
        eventually(Duration.ofSeconds(20), () -> assertThat(states()).hasSize(2));

        ObservedSession up = states().getFirst();
        ObservedSession complete = states().getLast();
        assertThat(up.source()).isEqualTo(SOURCE);
        assertThat(up.complete()).isFalse();
        assertThat(complete.complete()).isTrue();
        assertThat(complete.since()).isEqualTo(up.since()).isEqualTo(BEGIN);
        assertThat(complete.revision()).isEqualTo(up.revision() + 1);
        assertThat(complete.address()).isEqualTo("edge.example:8083");
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .endsWith(Topic.ROUTE_CHANGES.topicName(), Topic.SESSION_STATES.topicName());
    }

    private static void receive(BmpReceiver.Session router, long seconds, byte[] message) {
        router.receive(new BmpDecoder().decode(message, 0, message.length), Micros.of(BEGIN.plusSeconds(seconds)));
    }

    private List<ObservedSession> states() throws IOException {
        List<ObservedSession> states = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> message : producer.history()) {
            if (message.topic().equals(Topic.SESSION_STATES.topicName())) {
                states.add(json.readValue(message.value(), ObservedSession.class));
            }
        }
        return states;
    }
}
