/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.latency.LatencyWindow;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Story;

/** Windows through the topology: what is usual is kept over a restart, and events have one writer. */
class MeasuredWaysTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    private static final MonitoredPrefix DECLARED =
            new MonitoredPrefix(PREFIX, 1, List.of(new Asn(64500)), List.of(Story.PRIMARY_SESSION));

    private final List<TopologyFixture> started = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T00:00:00Z");
    private TopologyFixture topology = start(new TopologyFixture(now));

    private TopologyFixture start(TopologyFixture fixture) {
        started.add(fixture);
        return fixture;
    }

    @AfterEach
    void close() {
        started.forEach(TopologyFixture::close);
    }

    private static LatencyWindow window(Instant minute, long medianMicros, long samples) {
        return new LatencyWindow(
                PREFIX,
                "Seattle",
                SampleSource.AGENT,
                minute,
                samples,
                samples,
                samples,
                medianMicros - 1000,
                medianMicros + 1000,
                medianMicros,
                medianMicros,
                medianMicros,
                medianMicros,
                medianMicros,
                0L,
                List.of("agent-1"));
    }

    private void measure(Duration time, int step, long medianMicros) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            topology.window(window(now, medianMicros, 10), now.plusSeconds(61));
            now = now.plus(Duration.ofMinutes(step));
        }
    }

    private List<RoutingEvent> told() {
        return topology.events().stream()
                .filter(event -> event.type() == EventType.PREFIX_LATENCY_DEGRADATION_EVENT)
                .toList();
    }

    @Test
    void whatIsUsualIsKnownAfterARestartAndAnOpenEventGoesOnUnderItsId() {
        topology.declare(DECLARED, now);
        measure(Duration.ofDays(4), 3, 20_000);
        topology = start(topology.restarted(now));
        measure(Duration.ofMinutes(30), 1, 60_000);
        RoutingEvent opened = told().getLast();
        assertThat(opened.status()).isEqualTo(Status.OPEN);

        topology = start(topology.restarted(now));
        measure(Duration.ofHours(1), 1, 20_000);

        assertThat(told())
                .extracting(RoutingEvent::id, RoutingEvent::status)
                .contains(org.assertj.core.groups.Tuple.tuple(opened.id(), Status.ENDED));
    }

    @Test
    void aWindowThatIsToldAgainWithMoreSamplesReplacesTheOneBefore() {
        topology.declare(DECLARED, now);
        topology.window(window(now, 99_000, 1), now.plusSeconds(10));
        topology.window(window(now, 20_000, 10), now.plusSeconds(20));
        topology.window(window(now, 99_000, 1), now.plusSeconds(30));
        topology.window(window(now.plusSeconds(60), 20_000, 10), now.plusSeconds(61));
        assertThat(topology.states()
                        .load(PREFIX)
                        .state()
                        .memory()
                        .standing()
                        .measured()
                        .series())
                .hasSize(1)
                .allSatisfy((_, series) -> assertThat(series.recent().medians())
                        .contains((short) 200)
                        .doesNotContain((short) 990));
    }

    @Test
    void howLongPacketsTakeIsToldOnceInTenMinutesAndTakenBackWithThePrefix() throws IOException {
        topology.declare(DECLARED, now);
        measure(Duration.ofHours(1), 1, 20_000);
        List<TestRecord<byte[], byte[]>> told = topology.records(Topic.PREFIX_LATENCY.topicName());
        assertThat(told).hasSize(1);
        assertThat(new String(told.getFirst().key(), UTF_8)).isEqualTo("203.0.113.0/24");

        topology.driver.advanceWallClockTime(Duration.ofHours(1));
        measure(Duration.ofMinutes(2), 1, 20_000);
        PrefixLatency latency = topology.json.readValue(
                topology.records(Topic.PREFIX_LATENCY.topicName()).getFirst().value(), PrefixLatency.class);
        assertThat(latency.measured()).singleElement().satisfies(measured -> {
            assertThat(measured.site()).isEqualTo("Seattle");
            assertThat(measured.median()).isEqualTo(20);
            assertThat(measured.least()).isEqualTo(19);
        });

        topology.revoke(PREFIX, 2, now);
        assertThat(topology.records(Topic.PREFIX_LATENCY.topicName()))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void whatIsMeasuredOfAPrefixThatNobodyDeclaresIsNotKept() {
        measure(Duration.ofMinutes(10), 1, 20_000);
        assertThat(topology.stored()).isEmpty();
    }

    @Test
    void aWindowThatCannotBeReadIsSetAside() {
        topology.pipe(Topic.LATENCY_WINDOWS, PREFIX.toString(), "{}".getBytes(UTF_8), now);
        topology.pipe(Topic.LATENCY_WINDOWS, PREFIX.toString(), "nonsense".getBytes(UTF_8), now);
        assertThat(topology.records(Topic.LATENCY_WINDOWS.deadLetterName())).hasSize(2);
    }

    /** In the changelog. */
    @Test
    void aPrefixMeasuredByOneSiteForAWeekTakesLessThanTwoKilobytes() {
        topology.declare(DECLARED, now);
        measure(Duration.ofDays(8), 2, 20_000);
        int bytes = topology.changelog().entrySet().stream()
                .filter(entry -> "wh".indexOf(entry.getKey().charAt(0)) >= 0)
                .mapToInt(entry -> entry.getValue().length)
                .sum();
        assertThat(bytes).isBetween(300, 2_000);
    }
}
