/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openpeering.agent.probe.AssignedTest;
import org.openpeering.contract.latency.ProbeKind;

class TimeTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aClockThatIsSetIsBelievedAndMarked() {
        AtomicReference<Instant> wall = new AtomicReference<>(START);
        AtomicLong nanos = new AtomicLong();
        WallClock clock = new WallClock(wall::get, nanos::get);

        step(wall, nanos, 10, 10);
        assertThat(clock.read()).isEqualTo(new WallClock.Reading(START.plusSeconds(10), false));

        step(wall, nanos, 1, -3600);
        WallClock.Reading set = clock.read();
        assertThat(set.time()).isEqualTo(START.plusSeconds(10 - 3600));
        assertThat(set.stepped()).isTrue();

        step(wall, nanos, 30, 30);
        assertThat(clock.read().stepped()).isTrue();
        step(wall, nanos, 31, 31);
        assertThat(clock.read().stepped()).isFalse();
    }

    @Test
    void driftIsNoStep() {
        AtomicReference<Instant> wall = new AtomicReference<>(START);
        AtomicLong nanos = new AtomicLong();
        WallClock clock = new WallClock(wall::get, nanos::get);
        for (int i = 0; i < 100; i++) {
            step(wall, nanos, 60, 61);
            assertThat(clock.read().stepped()).isFalse();
        }
    }

    private static void step(AtomicReference<Instant> wall, AtomicLong nanos, long mono, long day) {
        nanos.addAndGet(mono * SECOND);
        wall.updateAndGet(now -> now.plusSeconds(day));
    }

    @Test
    void aTestIsDueOnceAnIntervalGiveOrTakeATenth() {
        Agenda agenda = new Agenda(new Random(7));
        agenda.replace(List.of(test("one", 60)), 0);
        int times = 0;
        for (long now = 0; now < 6000; now++) {
            times += agenda.due(now * SECOND).size();
        }
        assertThat(times).isBetween(95, 106);
    }

    @Test
    void aThousandTestsDoNotStartTogether() {
        Agenda agenda = new Agenda(new Random(7));
        agenda.replace(
                java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(i -> test("t" + i, 60))
                        .toList(),
                0);
        for (long now = 1; now <= 60; now++) {
            assertThat(agenda.due(now * SECOND)).hasSizeLessThan(60);
        }
    }

    @Test
    void oneThatIsNewBeginsSoonHoweverSeldomItIs() {
        Agenda agenda = new Agenda(new Random(7));
        List<AssignedTest> many = java.util.stream.IntStream.range(0, 1000)
                .mapToObj(i -> test("t" + i, 3600))
                .toList();
        agenda.replace(many, 0);
        assertThat(agenda.due(3600 * SECOND)).hasSize(1000);

        agenda.replace(
                java.util.stream.Stream.concat(many.stream(), java.util.stream.Stream.of(test("new", 300)))
                        .toList(),
                3600 * SECOND);

        assertThat(agenda.due(3602 * SECOND)).extracting(AssignedTest::id).containsExactly("new");
    }

    @Test
    void whoChangesTheListOftenHasNobodyMeasuredMoreOften() {
        Agenda agenda = new Agenda(new Random(7));
        List<AssignedTest> tests = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> test("t" + i, 30))
                .toList();
        agenda.replace(tests, 0);
        assertThat(agenda.due(30 * SECOND)).hasSize(100);

        for (int i = 1; i < 26; i++) {
            agenda.replace(tests, (30 + i) * SECOND);
            assertThat(agenda.due((30 + i) * SECOND)).isEmpty();
        }
    }

    @Test
    void aPauseMakesNoBurst() {
        Agenda agenda = new Agenda(new Random(7));
        agenda.replace(List.of(test("one", 10)), 0);
        assertThat(agenda.due(1000 * SECOND)).hasSize(1);
        assertThat(agenda.due(1001 * SECOND)).isEmpty();
    }

    @Test
    void whatIsNotAskedForAnyMoreIsNotMeasured() {
        Agenda agenda = new Agenda(new Random(7));
        agenda.replace(List.of(test("one", 10), test("two", 10)), 0);
        agenda.replace(List.of(test("two", 10)), 0);
        assertThat(agenda.due(100 * SECOND)).extracting(AssignedTest::id).containsExactly("two");
    }

    @Test
    void pausesGrowAndEndAndHeedTheService() {
        Backoff backoff = new Backoff(new Random(7));
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            longest = backoff.failed(-1);
        }
        assertThat(longest).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
        assertThat(backoff.failed(7)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
        assertThat(backoff.failed(999_999)).isLessThan(Duration.ofMinutes(13));
        backoff.worked();
        assertThat(backoff.failed(-1)).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    private static AssignedTest test(String id, int seconds) {
        return new AssignedTest(
                id,
                ProbeKind.TCP_CONNECT,
                "192.0.2.1",
                443,
                null,
                false,
                Duration.ofSeconds(seconds),
                1,
                Duration.ofSeconds(1));
    }
}
