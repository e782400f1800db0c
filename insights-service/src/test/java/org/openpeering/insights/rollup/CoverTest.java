/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CoverTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:34:56Z");
    private static final Cover WHOLE = new Cover(
            NOW,
            Map.of(
                    Level.FIVE_MINUTES, Instant.parse("2026-03-31T12:20:00Z"),
                    Level.HOUR, Instant.parse("2026-03-31T12:00:00Z"),
                    Level.DAY, Instant.parse("2026-03-31T00:00:00Z")));

    @Test
    void readsDaysWithinHoursWithinMinutesAtTheEdges() {
        assertThat(WHOLE.of(Instant.parse("2026-03-29T22:58:00Z"), NOW, Level.DAY))
                .containsExactly(
                        segment(Level.MINUTE, "2026-03-29T22:58:00Z", "2026-03-29T23:00:00Z"),
                        segment(Level.HOUR, "2026-03-29T23:00:00Z", "2026-03-30T00:00:00Z"),
                        segment(Level.DAY, "2026-03-30T00:00:00Z", "2026-03-31T00:00:00Z"),
                        segment(Level.HOUR, "2026-03-31T00:00:00Z", "2026-03-31T12:00:00Z"),
                        segment(Level.FIVE_MINUTES, "2026-03-31T12:00:00Z", "2026-03-31T12:20:00Z"),
                        segment(Level.MINUTE, "2026-03-31T12:20:00Z", "2026-03-31T12:35:00Z"));
    }

    @Test
    void movesAnEdgeOutwardWhereWhatIsFinerIsGone() {
        assertThat(WHOLE.of(Instant.parse("2025-06-01T05:00:00Z"), Instant.parse("2025-06-03T01:00:00Z"), Level.DAY))
                .containsExactly(segment(Level.DAY, "2025-06-01T00:00:00Z", "2025-06-04T00:00:00Z"));
        assertThat(WHOLE.of(Instant.parse("2026-03-20T05:03:00Z"), Instant.parse("2026-03-20T05:58:00Z"), Level.HOUR))
                .containsExactly(segment(Level.FIVE_MINUTES, "2026-03-20T05:00:00Z", "2026-03-20T06:00:00Z"));
    }

    @Test
    void readsWhatIsNotMergedYetFromTheFinerLevel() {
        Cover behind = new Cover(NOW, Map.of());
        assertThat(behind.of(NOW.minus(Duration.ofHours(30)), NOW, Level.DAY))
                .containsExactly(segment(Level.MINUTE, "2026-03-30T06:34:00Z", "2026-03-31T12:35:00Z"));
    }

    @Property(tries = 2000)
    void everyMinuteOfTheTimeIsReadOnce(
            @ForAll @LongRange(min = 0, max = 60_000) long minutesAgo,
            @ForAll @LongRange(min = 1, max = 60_000) long minutes,
            @ForAll Level coarsest) {
        Instant from = Level.MINUTE.start(NOW.minus(Duration.ofMinutes(minutesAgo)));
        Instant to = from.plus(Duration.ofMinutes(minutes));
        List<Segment> segments = WHOLE.of(from, to, coarsest);
        assertThat(segments.getFirst().from()).isBeforeOrEqualTo(from);
        assertThat(segments.getLast().to()).isAfterOrEqualTo(to);
        for (int i = 0; i < segments.size(); i++) {
            Segment each = segments.get(i);
            assertThat(each.level()).isLessThanOrEqualTo(coarsest);
            assertThat(each.level().start(each.from())).isEqualTo(each.from());
            assertThat(each.level().start(each.to())).isEqualTo(each.to());
            assertThat(each.from()).isBefore(each.to());
            if (i > 0) {
                assertThat(each.from()).isEqualTo(segments.get(i - 1).to());
            }
        }
    }

    private static Segment segment(Level level, String from, String to) {
        return new Segment(level, Instant.parse(from), Instant.parse(to));
    }
}
