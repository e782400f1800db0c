/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.origin.RpkiWord.State;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;

/** What is in force of new data, and what is held back. */
class RpkiStandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Asn OWNER = new Asn(64500);
    private static final Asn OTHER = new Asn(64666);
    private static final int VRPS = 2_000;
    private static final int WATCHED = 200;

    private final List<MonitoredPrefix> monitored = new ArrayList<>(
            IntStream.range(0, WATCHED).mapToObj(RpkiStandTest::declared).toList());
    private final RpkiLab lab = new RpkiLab(() -> monitored);

    private static IpPrefix prefix(int number) {
        return new IpPrefix(new IpAddress(Family.IPV4, 0, (20L << 24) + ((long) number << 8)), 24);
    }

    private static MonitoredPrefix declared(int number) {
        return new MonitoredPrefix(prefix(number), 1, List.of(OWNER), List.of());
    }

    private static VrpTable table(IntPredicate kept, Asn asn) {
        VrpChanges changes = new VrpChanges();
        IntStream.range(0, VRPS).filter(kept).forEach(number -> changes.announce(Vrp.of(prefix(number), 24, asn)));
        return VrpTable.of(changes);
    }

    private static VrpTable without(int first, int count) {
        return table(number -> number < first || number >= first + count, OWNER);
    }

    private State state(int number) {
        return lab.view().of(prefix(number), OWNER).state();
    }

    private void whole() {
        lab.arrived(table(_ -> true, OWNER), NOW);
    }

    private void isHeld() {
        assertThat(lab.holds()).isTrue();
        assertThat(lab.alarms()).hasSize(1);
        assertThat(state(0)).isEqualTo(State.VALID);
    }

    @Test
    void theFirstDataIsInForce() {
        assertThat(state(0)).isEqualTo(State.UNKNOWN);
        whole();
        assertThat(state(0)).isEqualTo(State.VALID);
        assertThat(lab.news().since(0).everything()).isTrue();
        assertThat(lab.alarms()).isEmpty();
    }

    @Test
    void aTrustAnchorThatIsLostIsHeldBackAndAlarmsOnce() {
        whole();
        long before = lab.news().number();
        lab.arrived(without(1_000, VRPS / 5), NOW.plusSeconds(1));
        lab.arrived(without(1_000, VRPS / 5), NOW.plusSeconds(60));
        isHeld();
        assertThat(lab.alarms().getFirst())
                .isEqualTo(
                        "RPKI data 1 of test is held back: 400 of 2000 VRPs would be gone, and 0 of 200 prefixes judged"
                                + " worse; mend the source, or start insights-service anew to take it over");
        assertThat(lab.news().number()).as("nobody judges anything anew").isEqualTo(before);
    }

    @Test
    void soIsAnEmptiedCacheHoweverSmall() {
        lab.arrived(table(number -> number < 3, OWNER), NOW);
        lab.arrived(VrpTable.EMPTY, NOW.plusSeconds(1));
        isHeld();
    }

    @Test
    void soIsWhatTurnsTooManyOfTheMonitoredPrefixes() {
        whole();
        VrpChanges changes = new VrpChanges();
        IntStream.range(0, VRPS)
                .forEach(number -> changes.announce(Vrp.of(prefix(number), 24, number < 21 ? OTHER : OWNER)));
        lab.arrived(VrpTable.of(changes), NOW.plusSeconds(1));
        isHeld();
    }

    @Test
    void aRepositoryThatVanishesIsInForceAndTouchesWhatItCovered() {
        whole();
        long before = lab.news().number();
        lab.arrived(without(0, 2), NOW.plusSeconds(1));
        assertThat(lab.holds()).isFalse();
        assertThat(state(0)).isEqualTo(State.NOT_FOUND);
        assertThat(lab.news().since(before).prefixes()).isEqualTo(Set.of(prefix(0), prefix(1)));
    }

    @Test
    void whatComesLaterAndDoesNoHarmEndsTheHold() {
        whole();
        lab.arrived(without(1_000, VRPS / 5), NOW.plusSeconds(1));
        lab.arrived(without(1_000, 1), NOW.plusSeconds(2));
        assertThat(lab.holds()).isFalse();
        assertThat(state(1_000)).isEqualTo(State.NOT_FOUND);
    }

    @Test
    void whatIsTooOldIsUnknownAndWhatComesThenIsHeldToIt() {
        whole();
        lab.advance(NOW.plus(Duration.ofHours(1)));
        assertThat(state(0)).isEqualTo(State.VALID);
        lab.advance(NOW.plus(Duration.ofHours(3)));
        assertThat(state(0)).isEqualTo(State.UNKNOWN);
        long before = lab.news().number();
        lab.arrived(VrpTable.EMPTY, NOW.plus(Duration.ofHours(4)));
        assertThat(lab.holds()).isTrue();
        assertThat(state(0)).isEqualTo(State.UNKNOWN);
        lab.arrived(table(_ -> true, OWNER), NOW.plus(Duration.ofHours(5)));
        assertThat(state(0)).isEqualTo(State.VALID);
        assertThat(lab.news().since(before).everything()).isTrue();
    }

    private static VrpTable ending(int count, Duration after) {
        VrpChanges changes = new VrpChanges();
        IntStream.range(0, VRPS)
                .forEach(number -> changes.announce(new Vrp(
                        prefix(number), 24, OWNER, "ripe", NOW.plus(number < count ? after : Duration.ofDays(2)))));
        return VrpTable.of(changes);
    }

    @Test
    void whatEndsIsFoundNoMoreAndWasToldBefore() {
        lab.arrived(ending(1, Duration.ofMinutes(150)), NOW);
        assertThat(state(0)).isEqualTo(State.VALID);
        long before = lab.news().number();
        Instant later = NOW.plus(Duration.ofMinutes(31));
        lab.arrived(ending(1, Duration.ofMinutes(150)), later);
        assertThat(state(0)).isEqualTo(State.ENDING);
        assertThat(lab.news().since(before).prefixes()).containsExactly(prefix(0));
        lab.advance(later.plus(Duration.ofMinutes(119)).plusSeconds(1));
        assertThat(state(0)).isEqualTo(State.NOT_FOUND);
    }

    @Test
    void whereMuchEndsAtOnceNothingIsConcludedFromTheRest() {
        lab.arrived(ending(400, Duration.ofMinutes(60)), NOW);
        lab.advance(NOW.plus(Duration.ofMinutes(61)));
        assertThat(state(0)).isEqualTo(State.UNKNOWN);
        assertThat(state(VRPS - 1)).isEqualTo(State.UNKNOWN);
        assertThat(lab.alarms()).hasSize(1);
        lab.advance(NOW.plus(Duration.ofMinutes(62)));
        assertThat(lab.alarms()).hasSize(1);
    }

    @Test
    void whoMissesNewsJudgesEverything() {
        whole();
        for (int i = 0; i < 70; i++) {
            lab.arrived(without(i, 1), NOW.plusSeconds(i + 1L));
        }
        assertThat(lab.news().since(1).everything()).isTrue();
        assertThat(lab.news().since(lab.news().number()).nothing()).isTrue();
        assertThat(lab.news().since(lab.news().number() - 1).prefixes())
                .containsExactlyInAnyOrder(prefix(68), prefix(69));
    }
}
