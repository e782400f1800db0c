/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.latency.SampleSource;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.latency.Measured;
import org.openpeering.insights.latency.ProbeClass;
import org.openpeering.insights.latency.SeriesKey;
import org.openpeering.insights.rollup.Due;
import org.openpeering.insights.rollup.Level;

class PlanTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:34:56Z");
    private static final SeriesKey SERIES = SeriesKey.ofPrefix(
            IpPrefix.parse("203.0.113.0/24"), "Frankfurt", SampleSource.AGENT, ProbeClass.ROUND_TRIP);

    @Test
    void whatIsOldGoesToTheFinestLevelThatTakesItStill() {
        Plan plan = plan(turn(0, NOW, NOW.minus(Duration.ofDays(5)), NOW.minus(Duration.ofDays(2000))));
        assertThat(plan.additions().keySet())
                .containsExactly(
                        new Place(Level.MINUTE, 7, Instant.parse("2026-03-31T12:34:00Z"), 0),
                        new Place(Level.FIVE_MINUTES, 7, Instant.parse("2026-03-26T12:30:00Z"), 0));
        assertThat(plan.tooOld()).isEqualTo(1);
    }

    @Test
    void addsToWhatThereIs() {
        Plan plan = plan(turn(0, NOW));
        List<Place> chunk = plan.chunks(Level.MINUTE, 10).getFirst();
        Measured before = measured();
        before.add(measured());
        List<Stored> sums =
                plan.sums(chunk, List.of(new Stored(7, Instant.parse("2026-03-31T12:34:00Z"), 0, before.row())));
        assertThat(sums).hasSize(1);
        assertThat(sums.getFirst().row().samples()).isEqualTo(3);
        assertThat(sums.getFirst().row().received()).isEqualTo(6);
    }

    @Test
    void onlyWhatWasMergedBeforeIsDueAgain() {
        Plan plan = plan(turn(0, NOW, NOW.minus(Duration.ofMinutes(9)), NOW.minus(Duration.ofMinutes(8))));
        Instant closed = Instant.parse("2026-03-31T12:30:00Z");
        assertThat(plan.due(Map.of(Level.FIVE_MINUTES, closed, Level.HOUR, closed)))
                .containsExactly(new Due(Level.FIVE_MINUTES, Instant.parse("2026-03-31T12:25:00Z"), 7));
    }

    @Test
    void partitionsAreKeptApartAndChunksAreBounded() {
        Plan plan = plan(turn(0, NOW), turn(1, NOW), turn(2, NOW));
        assertThat(plan.chunks(Level.MINUTE, 2)).extracting(List::size).containsExactly(2, 1);
    }

    private static Plan plan(Turn... turns) {
        return Plan.of(List.of(turns), Map.of(SERIES, 7), NOW);
    }

    private static Turn turn(int part, Instant... times) {
        Map<WindowKey, Measured> windows = new HashMap<>();
        for (Instant time : times) {
            windows.put(new WindowKey(SERIES, time.getEpochSecond() / 60), measured());
        }
        return new Turn(part, 0, 1, windows);
    }

    private static Measured measured() {
        Measured measured = new Measured();
        measured.add(3, new long[] {10_000, 11_000});
        return measured;
    }
}
