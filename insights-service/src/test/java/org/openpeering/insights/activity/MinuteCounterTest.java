/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.RouteActivity.Sight;
import org.openpeering.contract.insights.RouteActivity.Turn;

class MinuteCounterTest {
    private final MinuteCounter only = new MinuteCounter(Kind.PREFIX, "203.0.113.0/24");

    private record Place(Instant at, long counter) {}

    /** As the tables keep them: of a counter's minute what came with the highest revision, however often. */
    private static Map<Instant, Long> kept(List<RouteActivity> told) {
        Map<Place, RouteActivity> rows = new HashMap<>();
        List<RouteActivity> twice = new ArrayList<>(told.reversed());
        twice.addAll(told);
        for (RouteActivity message : twice) {
            rows.merge(
                    new Place(message.at(), message.counter()),
                    message,
                    (one, other) -> one.revision() >= other.revision() ? one : other);
        }
        Map<Instant, Long> sums = new HashMap<>();
        rows.values().forEach(row -> sums.merge(row.at(), row.updates(), Long::sum));
        return sums;
    }

    @Property(tries = 300)
    void whatIsToldAddsUpToWhatWasCountedWheneverItIsTold(
            @ForAll @Size(max = 60) List<@IntRange(max = 240) Integer> seconds,
            @ForAll @Size(max = 60) List<Boolean> tells) {
        MinuteCounter counter = new MinuteCounter(Kind.PREFIX, "203.0.113.0/24");
        List<RouteActivity> told = new ArrayList<>();
        Map<Instant, Long> counted = new HashMap<>();
        for (int i = 0; i < seconds.size(); i++) {
            long at = seconds.get(i);
            counter.at(at * 1_000_000).update(1, 0, 0);
            counted.merge(Instant.ofEpochSecond(at / 60 * 60), 1L, Long::sum);
            if (i < tells.size() && tells.get(i)) {
                counter.tell(each -> told.add(each.now()));
            }
        }
        counter.tell(each -> told.add(each.now()));

        assertThat(kept(told)).isEqualTo(counted);
    }

    @Test
    void aMinuteThatGoesOnIsToldNowAndThen() {
        List<MinuteCounter.Told> told = new ArrayList<>();
        only.at(1).update(1, 0, 0);
        only.tell(20_000, told::add);
        only.at(2).update(1, 0, 0);
        only.tell(21_000, told::add);
        assertThat(told).hasSize(1);
        only.tell(30_000, told::add);
        assertThat(told).hasSize(2);
        assertThat(told.getLast().now().updates()).isEqualTo(2);
        assertThat(told.getLast().before()).isEqualTo(told.getFirst().now());
        only.tell(60_000, told::add);
        assertThat(told).hasSize(2);
        assertThat(only.idle(60_000)).isFalse();
        assertThat(only.idle(200_000)).isTrue();
    }

    @Test
    void turnsAreTheirMinutes() {
        List<RouteActivity> told = new ArrayList<>();
        only.turn(new Turn(Instant.ofEpochSecond(59), Sight.ANNOUNCED));
        only.turn(new Turn(Instant.ofEpochSecond(61), Sight.GONE));
        only.tell(each -> told.add(each.now()));

        assertThat(told).extracting(RouteActivity::turns).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void minutesThatTakeTurnsHaveOneCounterEach() {
        List<RouteActivity> told = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            only.at(i % 2 * 60_000_000L).update(1, 0, 0);
            if (i % 100 == 0) {
                only.tell(each -> told.add(each.now()));
            }
        }
        only.tell(each -> told.add(each.now()));

        assertThat(told.size()).isLessThanOrEqualTo(22);
        assertThat(told)
                .extracting(RouteActivity::counter)
                .satisfies(all -> assertThat(Set.copyOf(all)).hasSize(2));
        assertThat(kept(told)).isEqualTo(Map.of(Instant.EPOCH, 500L, Instant.ofEpochSecond(60), 500L));
    }

    @Test
    void whatSaysMoreHasAHigherRevision() {
        List<RouteActivity> told = new ArrayList<>();
        for (int i = 0; i < 2 * RouteActivity.TURNS; i++) {
            only.turn(new Turn(Instant.ofEpochSecond(0, 1_000L * i), i % 2 == 0 ? Sight.ANNOUNCED : Sight.GONE));
            only.tell(each -> told.add(each.now()));
        }

        assertThat(told)
                .extracting(RouteActivity::revision)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(told.getLast().turns()).hasSize(RouteActivity.TURNS);
        assertThat(told)
                .allSatisfy(
                        message -> assertThat(Counted.of(message).revision()).isEqualTo(message.revision()));
    }

    private static RouteActivity message(
            Kind kind, String subject, long counter, long updates, List<Long> lengths, String paths, Turn... turns) {
        return new RouteActivity(
                kind,
                subject,
                Instant.ofEpochSecond(60),
                counter,
                1,
                updates,
                0,
                0,
                0,
                0,
                lengths,
                paths,
                List.of(turns));
    }

    @Test
    void whatNobodyCountsIsRefused() {
        String prefix = "203.0.113.0/24";
        String session = "edge-1|192.0.2.2";
        Turn turn = new Turn(Instant.ofEpochSecond(61), Sight.GONE);
        Counted.of(message(Kind.PREFIX, prefix, 7, 1, List.of(1L), "", turn));
        Counted.of(message(Kind.SESSION, session, 7, 1, List.of(1L), ""));
        List<RouteActivity> wrong = List.of(
                message(Kind.PREFIX, prefix, 7, -1, List.of(), ""),
                message(Kind.PREFIX, prefix, 7, Long.MAX_VALUE, List.of(), ""),
                message(Kind.PREFIX, prefix, -1, 1, List.of(), ""),
                message(Kind.PREFIX, prefix, 7, 1, List.of(-1L), ""),
                message(Kind.PREFIX, prefix, 7, 1, Collections.nCopies(1_000, 1L), ""),
                message(Kind.PREFIX, prefix, 7, 1, List.of(), "no base64"),
                message(Kind.PREFIX, prefix, 7, 1, List.of(), "A".repeat(10_000_000)),
                message(Kind.PREFIX, session, 7, 1, List.of(), ""),
                message(Kind.SESSION, prefix, 7, 1, List.of(), ""),
                message(Kind.SESSION, session, 7, 1, List.of(), "", turn),
                message(
                        Kind.PREFIX,
                        prefix,
                        7,
                        1,
                        List.of(),
                        "",
                        new Turn(Instant.parse("9999-01-01T00:00:00Z"), Sight.GONE)),
                message(
                        Kind.PREFIX,
                        prefix,
                        7,
                        1,
                        List.of(),
                        "",
                        turn,
                        new Turn(Instant.ofEpochSecond(60), Sight.GONE)),
                message(
                        Kind.PREFIX,
                        prefix,
                        7,
                        1,
                        List.of(),
                        "",
                        Collections.nCopies(RouteActivity.TURNS + 1, turn).toArray(Turn[]::new)));
        assertThat(wrong)
                .allSatisfy(message ->
                        assertThatThrownBy(() -> Counted.of(message)).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void countingAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        count(100_000);
        long before = threads.getThreadAllocatedBytes(thread);
        count(100_000);
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(10_000);
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            Activity activity = only.at(5);
            activity.came(i & 63, (i & 1) == 0, i, 3);
            activity.update(3, 1, 1);
        }
    }
}
