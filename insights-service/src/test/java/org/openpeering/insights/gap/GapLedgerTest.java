/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.CollectorGap.Cause;

class GapLedgerTest {
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration FOLD = Duration.ofMinutes(10);

    private final GapLedger ledger = new GapLedger(CALM, FOLD);
    private final Seat seat = new Seat("this");

    private static final class Seat implements Role {
        private final String self;
        private boolean first = true;
        private final Set<String> alive = new HashSet<>();
        private final Set<String> held = new HashSet<>();

        Seat(String self) {
            this.self = self;
            alive.add(self);
        }

        @Override
        public String self() {
            return self;
        }

        @Override
        public boolean first() {
            return first;
        }

        @Override
        public boolean alive(String collector) {
            return alive.contains(collector);
        }

        @Override
        public boolean holds(CollectorGap gap) {
            return held.contains(gap.name());
        }
    }

    private static Trouble lost(String router) {
        return SessionTroubles.lost(router, BEGIN.minusSeconds(30), 2);
    }

    private static Trouble doubtful(long count) {
        return new Trouble(
                Cause.TABLE_DOUBTFUL, "edge-1|192.0.2.1", BEGIN, "Doubtful", "Something", count, "All is read");
    }

    private List<CollectorGap> at(long second, Trouble... own) {
        return ledger.advance(BEGIN.plusSeconds(second), List.of(own), List.of(), seat);
    }

    private List<CollectorGap> common(long second, Trouble... common) {
        return ledger.advance(BEGIN.plusSeconds(second), List.of(), List.of(common), seat);
    }

    private static CollectorGap only(List<CollectorGap> told) {
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    @Test
    void opensAtOnceAndEndsWhenTheTroubleHasBeenGoneForAWhile() {
        CollectorGap opened = only(at(0, doubtful(1)));
        assertThat(opened.open()).isTrue();
        assertThat(opened.since()).isEqualTo(BEGIN);
        assertThat(opened.revision()).isEqualTo(opened.lastSeen().toEpochMilli());

        assertThat(at(1, doubtful(1))).isEmpty();
        assertThat(at(2)).isEmpty();
        assertThat(at(31)).isEmpty();
        CollectorGap ended = only(at(32));
        assertThat(ended.id()).isEqualTo(opened.id());
        assertThat(ended.revision()).isEqualTo(opened.revision() + 1);
        assertThat(ended.ended()).isEqualTo(BEGIN.plusSeconds(2));
        assertThat(ended.endCause()).isEqualTo("All is read");
        assertThat(at(33)).isEmpty();
    }

    @Test
    void flappingIsOneGapWithACount() {
        String id = only(at(0, doubtful(1))).id();
        at(1);
        CollectorGap again = only(at(10, doubtful(1)));
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.times()).isEqualTo(2);
        at(11);
        assertThat(only(at(41)).open()).isFalse();

        CollectorGap third = only(at(300, doubtful(1)));
        assertThat(third.id()).as("soon after its end").isEqualTo(id);
        assertThat(third.open()).isTrue();
        assertThat(third.times()).isEqualTo(3);
        assertThat(third.since()).isEqualTo(BEGIN);
        at(301);
        assertThat(only(at(331)).open()).isFalse();

        Trouble later =
                new Trouble(Cause.TABLE_DOUBTFUL, "edge-1|192.0.2.1", BEGIN.plusSeconds(2000), "D", "S", 1, "E");
        CollectorGap other = only(at(2000, later));
        assertThat(other.id()).as("long after").isNotEqualTo(id);
        assertThat(other.times()).isEqualTo(1);
        assertThat(other.revision()).as("of the same key").isGreaterThan(third.revision());
    }

    @Test
    void whatOnlyGrowsIsToldOnceAMinute() {
        at(0, doubtful(1));
        assertThat(at(1, doubtful(2))).isEmpty();
        assertThat(at(59, doubtful(50))).isEmpty();
        assertThat(only(at(60, doubtful(51))).missed()).isEqualTo(51);
        assertThat(at(61, doubtful(52))).isEmpty();
    }

    @Test
    void whatAllCanSeeIsOpenedByTheFirstAlone() {
        seat.first = false;
        assertThat(common(0, lost("edge-1"))).isEmpty();
        seat.first = true;
        assertThat(only(common(1, lost("edge-1"))).collector()).isEqualTo("this");
    }

    @Test
    void aRestartGoesOnWhereTheLifeBeforeWas() {
        CollectorGap opened = only(common(0, lost("edge-1")));
        GapLedger next = new GapLedger(CALM, FOLD);
        Seat after = new Seat("next");
        next.heard(opened);

        assertThat(next.advance(BEGIN.plusSeconds(60), List.of(), List.of(lost("edge-1")), after))
                .as("the same goes on")
                .isEmpty();
        next.advance(BEGIN.plusSeconds(61), List.of(), List.of(), after);
        CollectorGap ended = only(next.advance(BEGIN.plusSeconds(91), List.of(), List.of(), after));
        assertThat(ended.id()).isEqualTo(opened.id());
        assertThat(ended.ended()).isEqualTo(BEGIN.plusSeconds(61));
    }

    @Test
    void whoHoldsTheRouterNowWaitsForItsTablesAndEndsTheGap() {
        CollectorGap opened = only(common(0, lost("edge-1")));
        GapLedger holder = new GapLedger(CALM, FOLD);
        Seat other = new Seat("other");
        other.first = false;
        other.alive.add("this");
        other.held.add("edge-1");
        seat.alive.add("other");
        holder.heard(opened);

        CollectorGap taken = only(holder.advance(BEGIN.plusSeconds(5), List.of(lost("edge-1")), List.of(), other));
        assertThat(taken.collector()).isEqualTo("other");
        ledger.heard(taken);
        for (int second = 6; second < 60; second++) {
            assertThat(common(second)).as("left to who holds it").isEmpty();
        }
        holder.advance(BEGIN.plusSeconds(60), List.of(), List.of(), other);
        assertThat(only(holder.advance(BEGIN.plusSeconds(90), List.of(), List.of(), other))
                        .open())
                .isFalse();
    }

    @Test
    void whatADeadCollectorSaidOfItselfEndsWithIt() {
        ledger.heard(new GapLedger(CALM, FOLD)
                .advance(
                        BEGIN,
                        List.of(CollectorTroubles.notSent("dead", BEGIN, 3, List.of())),
                        List.of(),
                        new Seat("dead"))
                .getFirst());
        at(0);
        assertThat(only(at(30)).endCause()).isEqualTo("It is not found any more");
    }

    @Test
    void whatHasLongEndedIsDeletedByTheFirstOneAndMayComeAgain() {
        only(at(0, doubtful(1)));
        at(1);
        CollectorGap ended = only(at(1_000));
        Instant later = BEGIN.plus(Duration.ofDays(8));
        seat.first = false;
        assertThat(ledger.outdated(later, seat)).isEmpty();
        seat.first = true;
        assertThat(ledger.outdated(BEGIN, seat)).isEmpty();
        assertThat(ledger.outdated(later, seat)).containsExactly(ended);
        assertThat(ledger.outdated(later, seat)).isEmpty();

        CollectorGap again = only(at(800_000, doubtful(1)));
        assertThat(again.revision()).as("above the deletion's").isGreaterThan(ended.revision() + 1);
        ledger.forgotten(again.key(), ended.revision() + 1);
        assertThat(ledger.open(Cause.TABLE_DOUBTFUL))
                .as("a deletion that comes late")
                .hasSize(1);
        ledger.forgotten(again.key(), again.revision());
        assertThat(ledger.open(Cause.TABLE_DOUBTFUL)).isEmpty();
    }

    /** However troubles come and go: each change of a gap is a revision of its own, and few are told. */
    @Property(tries = 200)
    void tellsWhatIsTrueAndLittleOfIt(@ForAll @Size(max = 200) List<Boolean> flaps) {
        GapLedger some = new GapLedger(CALM, FOLD);
        Map<String, Long> revisions = new HashMap<>();
        List<CollectorGap> told = new ArrayList<>();
        int second = 0;
        boolean trouble = false;
        for (boolean flap : flaps) {
            trouble ^= flap;
            for (int step = 0; step < 7; step++) {
                for (CollectorGap gap : some.advance(
                        BEGIN.plusSeconds(second++), trouble ? List.of(doubtful(1)) : List.of(), List.of(), seat)) {
                    assertThat(gap.revision()).isGreaterThan(revisions.getOrDefault(gap.key(), 0L));
                    revisions.put(gap.key(), gap.revision());
                    told.add(gap);
                }
            }
            if (trouble) {
                assertThat(some.open(Cause.TABLE_DOUBTFUL)).as("never silent").isNotEmpty();
            }
        }
        for (int rest = 0; rest <= 31; rest++) {
            told.addAll(some.advance(BEGIN.plusSeconds(second++), List.of(), List.of(), seat));
        }
        assertThat(some.open(Cause.TABLE_DOUBTFUL)).as("nor open for ever").isEmpty();
        assertThat(told.size()).isLessThanOrEqualTo(second / 7 + 3);
        assertThat(told.stream().map(CollectorGap::id).distinct().count()).isLessThanOrEqualTo(1 + second / 600);
    }
}
