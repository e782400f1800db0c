/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.openpeering.insights.ris.Gaps.Gap;

class GapsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofHours(6);

    private static Instant at(int minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void aGapIsOverAfterPatienceAndTakesThoseBeforeItAlong() {
        Gaps gaps = Gaps.NONE.with(at(0)).with(at(60)).with(at(300));

        assertThat(gaps.due(at(359), PATIENCE)).isEmpty();
        Gap over = gaps.due(at(420), PATIENCE).orElseThrow();
        assertThat(Gaps.time(over.epoch())).isEqualTo(at(60));
        assertThat(gaps.settled(over).open()).extracting(Gap::at).containsExactly(at(300));
    }

    @Test
    void whatIsWrittenComesBackAndNothingElseIsBelieved() {
        Gaps gaps = Gaps.NONE.with(at(0)).with(at(60));
        assertThat(Gaps.parse(gaps.toString(), at(60))).isEqualTo(gaps);
        for (String text : List.of("", "x", "1 2", "1 2@", "1 2@x", "1  2@3")) {
            assertThat(Gaps.parse(text, at(60))).as(text).isEqualTo(Gaps.NONE);
        }
    }

    /** Its gap would be over in a year, and what the next one hears would be of before it. */
    @Test
    void aReaderWhoseClockWasAheadLeavesNoGapForYears() {
        Gaps left = Gaps.NONE.with(NOW.plus(Duration.ofDays(365)));
        Gaps next = Gaps.parse(left.toString(), NOW).with(NOW);

        assertThat(next.epoch()).isEqualTo(left.epoch() + 1);
        assertThat(next.due(NOW.plus(PATIENCE), PATIENCE))
                .hasValueSatisfying(gap -> assertThat(gap.epoch()).isEqualTo(next.epoch()));
    }

    @Test
    void gapsMayFollowAtADistance() {
        assertThat(Gaps.NONE.mayFollow(NOW, PATIENCE)).isTrue();
        Gaps gaps = Gaps.NONE.with(NOW);
        assertThat(gaps.mayFollow(at(4), PATIENCE)).isFalse();
        assertThat(gaps.mayFollow(at(5), PATIENCE)).isTrue();
    }

    /** However readers take turns: epochs grow, the text stays below what Kafka commits, and the first one is never lost. */
    @Property(tries = 200)
    void itStaysSmallAndEpochsGrow(@ForAll @Size(max = 400) List<@IntRange(min = -3, max = 30) Integer> minutes) {
        Gaps gaps = Gaps.NONE;
        int now = 0;
        for (int step : minutes) {
            now += step;
            Gaps next = Gaps.parse(gaps.toString(), at(now)).with(at(now));
            assertThat(next.epoch()).isGreaterThan(gaps.epoch());
            assertThat(next.toString().length()).isLessThan(4096);
            if (!gaps.open().isEmpty()) {
                assertThat(next.open().getFirst().epoch())
                        .isEqualTo(gaps.open().getFirst().epoch());
            }
            assertThat(next.open().getLast().epoch()).isEqualTo(next.epoch());
            gaps = next;
        }
    }
}
