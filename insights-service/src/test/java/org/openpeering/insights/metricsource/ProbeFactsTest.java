/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.metricsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collector;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.metric.Grain;
import org.openpeering.contract.metric.Metric;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.contract.partner.PeeringProbe;
import org.openpeering.contract.partner.ProbeProtocol;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.latency.By;
import org.openpeering.insights.latency.LatencyPoint;
import org.openpeering.insights.latency.LatencyQueries;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.Selector;
import org.openpeering.insights.metric.MetricSource.Reading;
import org.openpeering.insights.metric.Timespan;
import org.openpeering.insights.metric.Track;
import org.openpeering.kit.message.Received;

class ProbeFactsTest {
    private static final ResourceId PEERING = ResourceId.parse(
            "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg/providers/Microsoft.Peering/peerings/Fra");
    private static final PeeringProbe ICMP = new PeeringProbe(IpAddress.parse("192.0.2.1"), "x", ProbeProtocol.ICMP);
    private static final PeeringProbe TCP = new PeeringProbe(IpAddress.parse("192.0.2.1"), "x", ProbeProtocol.TCP);
    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

    private final Directory directory = new Directory();
    private final Stored stored = new Stored();
    private final ProbeFacts facts = new ProbeFacts(directory, stored);

    /** What is asked for is what there is. */
    private static final class Stored implements LatencyQueries {
        final List<LatencyPoint> points = new ArrayList<>();
        final List<Selector> asked = new ArrayList<>();

        void add(Instant at, PeeringProbe probe, int sent, long... rttMicros) {
            Measured measured = new Measured();
            measured.add(sent, rttMicros);
            points.add(new LatencyPoint(at, probe.test(PEERING), null, null, measured.summary()));
        }

        @Override
        public <R> Uni<R> series(
                Selector selector,
                Instant from,
                Instant to,
                Duration step,
                Set<By> apart,
                Collector<LatencyPoint, ?, R> into) {
            asked.add(selector);
            return Uni.createFrom()
                    .item(points.stream()
                            .filter(point -> selector.subjects().contains(point.subject())
                                    && !point.at().isBefore(from)
                                    && point.at().isBefore(to))
                            .collect(into));
        }

        @Override
        public Uni<Boolean> fits(Selector selector, Instant from, Instant to, Duration step) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<List<LatencyPoint>>> points(Selector selector, Instant from, Instant to, List<Set<By>> ways) {
            throw new UnsupportedOperationException();
        }
    }

    private void told(PeeringProbe... probes) {
        directory
                .peerings()
                .received(new Received<>(
                        PEERING.key(),
                        1,
                        new Peering(
                                PEERING,
                                1,
                                PeeringKind.DIRECT,
                                DirectPeeringType.EDGE,
                                "Frankfurt",
                                PEERING,
                                new Asn(64496),
                                List.of(),
                                List.of(),
                                List.of(probes))));
    }

    private List<Track> read(Metric metric, Duration span) {
        return facts.read(new Reading(PEERING, metric, new Timespan(NOON, NOON.plus(span)), Grain.PT1M))
                .await()
                .indefinitely();
    }

    @Test
    void eachProtocolHasATrackWithTheShareThatWasAnsweredInPercent() {
        told(ICMP, TCP);
        stored.add(NOON, ICMP, 4, 10_000, 12_000, 14_000);
        stored.add(NOON, TCP, 2);

        List<Track> tracks = read(Metric.CONNECTIVITY_PROBE_AVAILABILITY, Duration.ofHours(1));

        assertThat(tracks)
                .extracting(Track::dimensions)
                .containsExactly(Map.of("Protocol", "ICMP"), Map.of("Protocol", "TCP"));
        assertThat(tracks.getFirst().cells().getFirst().sum()).isCloseTo(75, within(1e-9));
        assertThat(tracks.getLast().cells().getFirst().sum()).isZero();
    }

    @Test
    void whatNeverCameBackHasNeitherLatencyNorJitter() {
        told(ICMP, TCP);
        stored.add(NOON, ICMP, 4, 10_000, 12_000, 14_000);
        stored.add(NOON, TCP, 2);

        assertThat(read(Metric.CONNECTIVITY_PROBE_LATENCY, Duration.ofHours(1)))
                .singleElement()
                .satisfies(track -> assertThat(track.cells().getFirst().sum()).isCloseTo(12, within(1e-9)));
        assertThat(read(Metric.CONNECTIVITY_PROBE_JITTER, Duration.ofHours(1)))
                .singleElement()
                .satisfies(track -> assertThat(track.cells().getFirst().sum()).isCloseTo(2, within(1e-9)));
    }

    @Test
    void aLongTimeIsAskedForInPartsThatDoNotOverlap() {
        told(ICMP);
        stored.add(NOON, ICMP, 1, 10_000);
        stored.add(NOON.plus(Duration.ofMinutes(10_000)), ICMP, 1, 20_000);

        List<Track> tracks = read(Metric.CONNECTIVITY_PROBE_LATENCY, Duration.ofMinutes(15_000));

        assertThat(stored.asked).hasSize(2);
        assertThat(tracks)
                .singleElement()
                .satisfies(track -> assertThat(track.cells()).hasSize(2));
    }

    @Test
    void aPeeringWithoutProbesIsNotAskedFor() {
        told();

        assertThat(read(Metric.CONNECTIVITY_PROBE_LATENCY, Duration.ofHours(1))).isEmpty();
        assertThat(stored.asked).isEmpty();
    }
}
