/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChangeReader;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Story;

/** What detection itself fails on is set aside, and costs nobody else anything. */
class DetectionAtFaultTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final IpPrefix OTHER = IpPrefix.parse("203.0.112.0/24");

    private final TopologyFixture topology = new TopologyFixture(Story.START);

    @AfterEach
    void close() {
        topology.close();
    }

    private void declare(IpPrefix prefix) {
        topology.declare(new MonitoredPrefix(prefix, 7, List.of(new Asn(Story.OWNER)), List.of()), Story.START);
    }

    private static RouteChange hijack(IpPrefix prefix, Instant arrived) {
        return new RouteChange.Announced(prefix, arrived, Story.TRANSIT.route(prefix, Story.START, "64498 64666"));
    }

    /** A time that can be written and that no number of milliseconds is. */
    @Test
    void aChangeThatDetectionFailsOnGoesToTheDeadLettersAndItsNeighboursAreWorkedOn() {
        declare(PREFIX);
        declare(OTHER);
        topology.batch(List.of(hijack(OTHER, Story.START), hijack(PREFIX, Instant.MAX)));

        assertThat(topology.events())
                .extracting(RoutingEvent::prefix, RoutingEvent::type)
                .containsExactly(tuple(OTHER, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT));
        List<TestRecord<byte[], byte[]>> letters = topology.records("route-changes.dlq");
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(new String(letter.key(), UTF_8)).isEqualTo(PREFIX.toString());
            assertThat(TopologyFixture.header(letter, "dead-letter-reason")).contains("ArithmeticException");
            assertThat(RouteChangeReader.read(letter.value()).entries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.change().arrived()).isEqualTo(Instant.MAX));
        });

        topology.change(hijack(PREFIX, Story.START));
        assertThat(topology.events()).extracting(RoutingEvent::prefix).containsExactly(PREFIX);
    }
}
