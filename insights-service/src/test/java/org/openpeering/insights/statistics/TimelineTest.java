/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant LATER = NOON.plus(Duration.ofDays(1));

    private static SessionChange change(int minute, Sight sight) {
        return change("edge|192.0.2.1", minute, sight);
    }

    private static SessionChange change(String session, int minute, Sight sight) {
        return new SessionChange(session, at(minute), sight, minute);
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static List<SessionWindow> hours(int hours, List<SessionChange> changes, List<Stretch> unattended) {
        return Timeline.windows(
                changes, unattended, new Stretch(NOON, NOON.plus(HOUR.multipliedBy(hours))), HOUR, LATER);
    }

    @Test
    void anOutageIsTheShareOfTheWindowAndAFlapWhereItBegan() {
        List<SessionWindow> windows =
                hours(2, List.of(change(-500, Sight.UP), change(45, Sight.DOWN), change(75, Sight.UP)), List.of());

        assertThat(windows).extracting(SessionWindow::at).containsExactly(NOON, NOON.plus(HOUR));
        assertThat(windows)
                .extracting(window -> window.availability().getAsDouble())
                .containsExactly(0.75, 0.75);
        assertThat(windows).extracting(window -> window.flapCount().getAsInt()).containsExactly(1, 0);
    }

    @Test
    void aSessionThatIsDownAllTheTimeIsSeenAndNotUp() {
        SessionWindow window =
                hours(1, List.of(change(-500, Sight.DOWN)), List.of()).getFirst();

        assertThat(window.seen()).isEqualTo(HOUR);
        assertThat(window.availability()).hasValue(0);
        assertThat(window.flapCount()).hasValue(0);
    }

    @Test
    void timeBeforeTheFirstChangeIsAGapAndNoOutage() {
        List<SessionWindow> windows = hours(2, List.of(change(90, Sight.UP)), List.of());

        assertThat(windows.getFirst().availability()).isEmpty();
        assertThat(windows.getFirst().flapCount()).isEmpty();
        assertThat(windows.getLast().seen()).isEqualTo(Duration.ofMinutes(30));
        assertThat(windows.getLast().availability()).hasValue(1);
    }

    @Test
    void aRouterOutOfSightIsAGapAndNoFlap() {
        List<SessionWindow> windows =
                hours(3, List.of(change(0, Sight.UP), change(30, Sight.UNSEEN), change(150, Sight.UP)), List.of());

        assertThat(windows)
                .extracting(SessionWindow::seen)
                .containsExactly(Duration.ofMinutes(30), Duration.ZERO, Duration.ofMinutes(30));
        assertThat(windows.get(1).availability()).isEmpty();
        assertThat(windows.get(2).flapCount()).hasValue(0);
    }

    @Test
    void whatNobodyAttendedIsAGapWhateverTheStateWas() {
        List<SessionWindow> windows =
                hours(2, List.of(change(-10, Sight.UP), change(30, Sight.DOWN)), List.of(new Stretch(at(15), at(90))));

        assertThat(windows.getFirst().seen()).isEqualTo(Duration.ofMinutes(15));
        assertThat(windows.getFirst().up()).isEqualTo(Duration.ofMinutes(15));
        assertThat(windows.getLast().seen()).isEqualTo(Duration.ofMinutes(30));
        assertThat(windows.getLast().availability()).hasValue(0);
    }

    @Test
    void whoCameLaterReadsHowItStoodThenAndNothingOfBefore() {
        List<SessionChange> changes = List.of(change(0, Sight.UP), change(30, Sight.DOWN), change(45, Sight.UP));

        assertThat(hours(1, Timeline.sinceAnnounced(Timeline.since(at(50), changes)), List.of()))
                .containsExactly(new SessionWindow(NOON, Duration.ofMinutes(10), Duration.ofMinutes(10), 0));
        assertThat(hours(1, Timeline.sinceAnnounced(Timeline.since(at(40), changes)), List.of()))
                .as("not announced yet")
                .containsExactly(new SessionWindow(NOON, Duration.ofMinutes(15), Duration.ofMinutes(15), 0));
        assertThat(hours(1, Timeline.sinceAnnounced(Timeline.since(at(20), changes)), List.of()))
                .containsExactly(new SessionWindow(NOON, Duration.ofMinutes(40), Duration.ofMinutes(25), 1));
        assertThat(hours(1, Timeline.since(at(90), changes), List.of()))
                .containsExactly(new SessionWindow(NOON, Duration.ZERO, Duration.ZERO, 0));
    }

    @Test
    void manyChangesInManyWindowsAreLookedAtOnce() {
        List<SessionChange> changes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            changes.add(new SessionChange("s", NOON.plusSeconds(i), i % 2 == 0 ? Sight.UP : Sight.DOWN, i));
        }
        List<SessionWindow> windows = assertTimeout(
                Duration.ofSeconds(3),
                () -> Timeline.windows(
                        changes,
                        List.of(),
                        new Stretch(NOON, NOON.plus(Duration.ofDays(2))),
                        Duration.ofMinutes(1),
                        NOON.plus(Duration.ofDays(3))));

        assertThat(windows).hasSize(2_880);
        assertThat(windows.subList(0, 1_666))
                .allSatisfy(window -> assertThat(window.flaps()).isEqualTo(30));
        assertThat(windows.get(7).up()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void timeToComeIsAGap() {
        List<SessionWindow> windows = Timeline.windows(
                List.of(change(-10, Sight.UP)),
                List.of(),
                new Stretch(NOON, NOON.plus(HOUR.multipliedBy(2))),
                HOUR,
                at(30));

        assertThat(windows.getFirst().seen()).isEqualTo(Duration.ofMinutes(30));
        assertThat(windows.getLast().availability()).isEmpty();
    }

    @Test
    void aSessionThatMovesToAnotherRouterIsUpWhereAnyHasItUp() {
        List<SessionChange> together = Timeline.together(List.of(
                change("b|192.0.2.1", 20, Sight.UP),
                change("a|192.0.2.1", 0, Sight.UP),
                change("a|192.0.2.1", 30, Sight.UNSEEN),
                change("b|192.0.2.1", 40, Sight.DOWN)));

        SessionWindow window = hours(1, together, List.of()).getFirst();
        assertThat(window.up()).isEqualTo(Duration.ofMinutes(40));
        assertThat(window.seen()).isEqualTo(HOUR);
        assertThat(window.flapCount()).hasValue(1);
    }
}
