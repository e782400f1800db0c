/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.latency.store.Turn;
import org.openpeering.insights.latency.store.WindowKey;

class WindowsTest {
    private static final Instant MINUTE = Instant.parse("2026-03-31T12:00:00Z");
    private static final Windows.Bounds BOUNDS =
            new Windows.Bounds(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofDays(7));

    private final Windows windows = new Windows(BOUNDS, 0);
    private long offset;

    /** The agent has no program that could: that says nothing about the way. */
    @Test
    void whatCouldNotBeSentIsNoLoss() {
        Sample unable = sample("a", MINUTE, MINUTE);
        unable.rtts = 0;
        unable.failure = "ProbeNotAvailable";
        assertThat(take(unable)).isEqualTo(Fate.UNMEASURED);
        Sample lost = sample("b", MINUTE, MINUTE);
        lost.rtts = 0;
        lost.failure = "Timeout";
        assertThat(take(lost)).isEqualTo(Fate.COUNTED);
    }

    @Test
    void countsUpToTenMinutesAfterTheMinuteAndNotLater() {
        assertThat(take(sample("a", MINUTE, MINUTE.plusSeconds(60 + 600)))).isEqualTo(Fate.COUNTED);
        assertThat(take(sample("b", MINUTE, MINUTE.plusSeconds(60 + 601)))).isEqualTo(Fate.LATE);
        assertThat(take(sample("c", MINUTE.plusSeconds(59), MINUTE.plusSeconds(60 + 600))))
                .isEqualTo(Fate.COUNTED);
        assertThat(windows.size()).isEqualTo(1);
    }

    @Test
    void takesAClockThatIsAheadAMinuteAndNotMore() {
        assertThat(take(sample("a", MINUTE.plusSeconds(60), MINUTE))).isEqualTo(Fate.COUNTED);
        assertThat(take(sample("b", MINUTE.plusSeconds(61), MINUTE))).isEqualTo(Fate.FUTURE);
    }

    @Test
    void aClockThatWasSetBackMakesNoWindowOfAnotherDay() {
        assertThat(take(sample("a", MINUTE, MINUTE))).isEqualTo(Fate.COUNTED);
        assertThat(take(sample("b", MINUTE.minus(Duration.ofDays(1)), MINUTE))).isEqualTo(Fate.LATE);
        assertThat(take(sample("c", MINUTE.plusSeconds(2), MINUTE.plusSeconds(2))))
                .isEqualTo(Fate.COUNTED);
        assertThat(windows.size()).isEqualTo(1);
    }

    @Test
    void theSameIdCountsOnce() {
        assertThat(take(sample("a", MINUTE, MINUTE))).isEqualTo(Fate.COUNTED);
        assertThat(take(sample("a", MINUTE, MINUTE))).isEqualTo(Fate.DUPLICATE);
        assertThat(only().row().samples()).isEqualTo(1);
    }

    @Test
    void whatWasWrittenIsRememberedAndNotCountedAgain() {
        Windows after = new Windows(BOUNDS, 2);
        assertThat(after.take(0, sample("a", MINUTE, MINUTE))).isNull();
        assertThat(after.take(1, sample("b", MINUTE, MINUTE))).isNull();
        assertThat(after.moved()).isFalse();
        assertThat(after.take(2, sample("a", MINUTE, MINUTE))).isEqualTo(Fate.DUPLICATE);
        assertThat(after.take(3, sample("c", MINUTE, MINUTE))).isEqualTo(Fate.COUNTED);
        Turn turn = after.turn(5);
        assertThat(turn.part()).isEqualTo(5);
        assertThat(turn.before()).isEqualTo(2);
        assertThat(turn.after()).isEqualTo(4);
        after.wasWritten();
        assertThat(after.size()).isZero();
        assertThat(after.moved()).isFalse();
    }

    @Test
    void importsMayBeOldAndAreKeptApart() {
        Sample old = sample("a", MINUTE.minus(Duration.ofDays(6)), MINUTE);
        old.source = SampleSource.RIPE_ATLAS;
        old.purpose = SamplePurpose.IMPORTED;
        assertThat(take(old)).isEqualTo(Fate.COUNTED);
        Sample older = sample("b", MINUTE.minus(Duration.ofDays(8)), MINUTE);
        older.source = SampleSource.RIPE_ATLAS;
        assertThat(take(older)).isEqualTo(Fate.LATE);
        assertThat(take(sample("c", MINUTE, MINUTE))).isEqualTo(Fate.COUNTED);
        assertThat(windows.size()).isEqualTo(2);
    }

    @Test
    void testsAreSubjectsOfTheirOwnAndPrefixesAreShownAtMostAtTheirBlock() {
        Sample monitor = sample("a", MINUTE, MINUTE);
        monitor.purpose = SamplePurpose.CONNECTION_MONITOR;
        monitor.test = "/subscriptions/S/Test";
        assertThat(take(monitor)).isEqualTo(Fate.COUNTED);
        Sample longer = sample("b", MINUTE, MINUTE);
        longer.prefix = "203.0.113.128/25";
        assertThat(take(longer)).isEqualTo(Fate.COUNTED);
        assertThat(windows.turn(0).windows().keySet())
                .extracting(WindowKey::series)
                .extracting(SeriesKey::subject, SeriesKey::shown)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/subscriptions/s/test", "/subscriptions/s/test"),
                        org.assertj.core.groups.Tuple.tuple("203.0.113.128/25", "203.0.113.0/24"));
    }

    @Test
    void theWayOfATestIsNoTimeOfIt() {
        Sample way = sample("a", MINUTE, MINUTE);
        way.purpose = SamplePurpose.CONNECTION_MONITOR;
        way.probe = ProbeKind.TRACEROUTE;
        way.test = "/subscriptions/S/Test";

        assertThat(take(way)).isEqualTo(Fate.PATH);
        assertThat(windows.size()).isZero();
        assertThat(windows.moved()).isTrue();
    }

    @Test
    void whatIsOfNothingThatAnybodyAskedForIsCountedAsThat() {
        Sample nobodys = sample("a", MINUTE, MINUTE);
        nobodys.prefix = null;
        assertThat(take(nobodys)).isEqualTo(Fate.UNREGISTERED);
        Sample testless = sample("b", MINUTE, MINUTE);
        testless.purpose = SamplePurpose.CONNECTIVITY_PROBE;
        assertThat(take(testless)).isEqualTo(Fate.UNREGISTERED);
        assertThat(windows.moved()).isTrue();
    }

    @Test
    void handshakesAreNotAddedToRoundTrips() {
        Sample tls = sample("a", MINUTE, MINUTE);
        tls.probe = ProbeKind.TLS_HANDSHAKE;
        take(tls);
        take(sample("b", MINUTE, MINUTE));
        assertThat(windows.size()).isEqualTo(2);
    }

    @Test
    void knowsTheLastIdsAndForgetsTheEldest() {
        Ids ids = new Ids();
        int many = 3 * Ids.GENERATION;
        for (int i = 0; i < many; i++) {
            assertThat(ids.add("id-" + i)).isTrue();
        }
        for (int i = many - Ids.GENERATION; i < many; i++) {
            assertThat(ids.add("id-" + i)).isFalse();
        }
        assertThat(ids.add("id-0")).isTrue();
    }

    private org.openpeering.insights.latency.Measured only() {
        return windows.turn(0).windows().values().iterator().next();
    }

    private Fate take(Sample sample) {
        return windows.take(offset++, sample);
    }

    private static Sample sample(String id, Instant measured, Instant received) {
        Sample sample = new Sample();
        sample.id = id;
        sample.measuredAt = nanos(measured);
        sample.receivedAt = nanos(received);
        sample.site = "Frankfurt";
        sample.prefix = "203.0.113.0/24";
        sample.sent = 3;
        sample.rttMicros = new long[] {10_000, 11_000, 10_500, 7};
        sample.rtts = 3;
        return sample;
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
