/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.AspaTable.Aspa;

/** A table with ends, compared with a list of VRPs. */
class VrpExpiryTest {
    private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.0/24");
    private static final long LAST = 0xFFFF_FFFFL;

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.of(0L, 1L, 1_777_888_800L, 2_147_483_648L, LAST - 1).map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<List<Vrp>> vrps() {
        return Combinators.combine(VrpArbitraries.vrps(), times().injectNull(0.3))
                .as((vrp, end) -> new Vrp(vrp.prefix(), vrp.maxLength(), vrp.asn(), null, end))
                .list()
                .uniqueElements(VrpExpiryTest::identity)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<IpPrefix> prefixes() {
        return VrpArbitraries.prefixes();
    }

    private static Vrp identity(Vrp vrp) {
        return Vrp.of(vrp.prefix(), vrp.maxLength(), vrp.asn());
    }

    private static VrpTable table(List<Vrp> vrps) {
        VrpChanges changes = new VrpChanges();
        vrps.forEach(changes::announce);
        return VrpTable.of(changes);
    }

    private static boolean inForce(Vrp vrp, Instant at) {
        return vrp.expires() == null || !vrp.expires().isBefore(at);
    }

    @Property
    void atAnyTimeThoseCountWhoseEndHasNotPassed(
            @ForAll("vrps") List<Vrp> vrps,
            @ForAll("prefixes") IpPrefix prefix,
            @ForAll("times") Instant second,
            @ForAll boolean after) {
        Instant at = after ? second.plusNanos(1) : second;
        List<Vrp> expected = vrps.stream()
                .filter(vrp -> vrp.prefix().contains(prefix) && inForce(vrp, at))
                .toList();
        VrpTable table = table(vrps);

        assertThat(table.covering(prefix, at)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(table.inForce(at).covering(prefix)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(table.inForce(at) == table).isEqualTo(vrps.stream().allMatch(vrp -> inForce(vrp, at)));
    }

    @Property
    void theFirstEndIsThatOfAll(@ForAll("vrps") List<Vrp> vrps) {
        Instant first = vrps.stream()
                .map(Vrp::expires)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);

        assertThat(table(vrps).firstExpiry()).isEqualTo(first);
    }

    @Property
    void changesKeepTheEndsOfWhatTheyDoNotTouch(@ForAll("vrps") List<Vrp> vrps) throws VrpConflictException {
        VrpChanges changes = new VrpChanges();
        Vrp added = Vrp.of(PREFIX, 24, new Asn(7));
        changes.announce(added);

        VrpTable after = table(vrps).apply(changes);

        Stream.concat(vrps.stream(), Stream.of(added))
                .forEach(vrp -> assertThat(after.covering(vrp.prefix())).contains(vrp));
    }

    @Test
    void whatIsAnnouncedTwiceCountsUntilItsLastEnd() {
        Vrp soon = new Vrp(PREFIX, 24, new Asn(1), "one", Instant.ofEpochSecond(10));
        Vrp late = new Vrp(PREFIX, 24, new Asn(1), "two", Instant.ofEpochSecond(20));
        Vrp never = new Vrp(PREFIX, 24, new Asn(1), "three", null);

        assertThat(table(List.of(soon, late)).covering(PREFIX)).containsExactly(late);
        assertThat(table(List.of(late, soon)).covering(PREFIX)).containsExactly(late);
        assertThat(table(List.of(late, never, soon)).covering(PREFIX)).containsExactly(never);
    }

    @Test
    void anEndBeyondFourBytesIsNone() {
        Vrp far = new Vrp(PREFIX, 24, new Asn(1), null, Instant.parse("9999-12-31T23:59:59Z"));
        Vrp last = new Vrp(PREFIX, 24, new Asn(2), null, Instant.ofEpochSecond(LAST));

        assertThat(table(List.of(far, last)).covering(PREFIX, Instant.parse("2200-01-01T00:00:00Z")))
                .extracting(Vrp::expires)
                .containsExactly(null, null);
    }

    @Test
    void whenSomethingEndsIsNoDifferenceAndNoOtherContent() {
        VrpTable soon = table(List.of(new Vrp(PREFIX, 24, new Asn(1), null, Instant.ofEpochSecond(10))));
        VrpTable late = table(List.of(new Vrp(PREFIX, 24, new Asn(1), null, Instant.ofEpochSecond(20))));
        AspaTable attested = AspaTable.of(List.of(new Aspa(new Asn(1), Set.of(new Asn(2)), Instant.ofEpochSecond(10))));

        assertThat(new RpkiData(soon, attested).digest()).isEqualTo(new RpkiData(late, attested).digest());
        assertThat(attested).isEqualTo(AspaTable.of(Map.of(new Asn(1), Set.of(new Asn(2)))));
    }
}
