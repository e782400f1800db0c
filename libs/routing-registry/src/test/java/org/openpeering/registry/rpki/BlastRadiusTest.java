/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

class BlastRadiusTest {
    private static final BlastRadius GUARD = new BlastRadius(3, 20, 5);

    private static RpkiData data(List<Vrp> vrps) {
        VrpChanges changes = new VrpChanges();
        vrps.forEach(changes::announce);
        return new RpkiData(VrpTable.of(changes), null);
    }

    @Test
    void fewFlipsAreFineHoweverFewPrefixesThereAre() {
        assertThat(GUARD.exceeded(2, 2)).isFalse();
        assertThat(GUARD.exceeded(3, 3)).isTrue();
        assertThat(GUARD.exceeded(3, 60)).isFalse();
        assertThat(GUARD.exceeded(3, 59)).isTrue();
        assertThat(GUARD.exceeded(20, 100_000)).isFalse();
        assertThat(GUARD.exceeded(21, 100_000)).isTrue();
    }

    @Provide
    Arbitrary<List<Vrp>> vrps() {
        return Combinators.combine(
                        Arbitraries.of("10.0.0.0/8", "10.1.0.0/16", "10.1.1.0/24", "10.2.0.0/16"),
                        Arbitraries.of(0, 8),
                        Arbitraries.of(64496L, 64497L))
                .as((prefix, more, asn) ->
                        Vrp.of(IpPrefix.parse(prefix), IpPrefix.parse(prefix).length() + more, new Asn(asn)))
                .list()
                .ofMaxSize(6);
    }

    /** Whatever is judged otherwise is among what is touched, so that nothing is left unvalidated. */
    @Property
    void everyFlipIsTouched(@ForAll("vrps") List<Vrp> before, @ForAll("vrps") List<Vrp> after) {
        RpkiData older = data(before);
        RpkiData newer = data(after);
        for (String text : List.of("10.1.1.0/24", "10.1.0.0/16", "10.2.3.0/24", "10.0.0.0/8", "11.0.0.0/8")) {
            IpPrefix prefix = IpPrefix.parse(text);
            boolean other = OriginValidation.of(older.vrps(), prefix, new Asn(64496))
                            .state()
                    != OriginValidation.of(newer.vrps(), prefix, new Asn(64496)).state();

            assertThat(BlastRadius.touched(older, newer).test(prefix) || !other).isTrue();
        }
    }

    @Test
    void otherAspasTouchEverything() {
        VrpTable vrps = data(List.of()).vrps();
        RpkiData older = new RpkiData(vrps, AspaTable.EMPTY);
        RpkiData newer = new RpkiData(vrps, AspaTable.of(Map.of(new Asn(1), Set.of(new Asn(2)))));

        assertThat(BlastRadius.touched(older, newer).test(IpPrefix.parse("10.0.0.0/8")))
                .isTrue();
        assertThat(older.digest()).isNotEqualTo(newer.digest());
    }

    @Property
    void equalContentHasEqualDigests(@ForAll("vrps") List<Vrp> one, @ForAll("vrps") List<Vrp> other) {
        assertThat(data(one).digest().equals(data(other).digest()))
                .isEqualTo(Set.copyOf(one).equals(Set.copyOf(other)));
        assertThat(data(one).digest()).isEqualTo(data(one.reversed()).digest());
    }
}
