/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

class VrpTableTest {
    @Provide
    Arbitrary<List<Vrp>> vrps() {
        return VrpArbitraries.vrps().list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Tuple2<Boolean, Vrp>>> log() {
        return net.jqwik.api.Combinators.combine(net.jqwik.api.Arbitraries.of(true, false), VrpArbitraries.vrps())
                .as(Tuple::of)
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<IpPrefix> prefixes() {
        return VrpArbitraries.prefixes();
    }

    private static VrpTable table(Iterable<Vrp> vrps) {
        VrpChanges changes = new VrpChanges();
        vrps.forEach(changes::announce);
        return VrpTable.of(changes);
    }

    private static Set<Vrp> all(VrpTable table) {
        Set<Vrp> found = new LinkedHashSet<>();
        table.forEach(found::add);
        assertThat(table.size()).isEqualTo(found.size());
        return found;
    }

    @Property
    void holdsWhatWasAnnouncedOnce(@ForAll("vrps") List<Vrp> vrps) {
        assertThat(all(table(vrps))).isEqualTo(new HashSet<>(vrps));
    }

    @Property
    void coveringIsWhatAWalkOverAllFinds(@ForAll("vrps") List<Vrp> vrps, @ForAll("prefixes") IpPrefix prefix) {
        List<Vrp> found = table(vrps).covering(prefix);

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(vrps.stream()
                        .filter(vrp -> vrp.prefix().contains(prefix))
                        .distinct()
                        .toList());
        assertThat(found).extracting(vrp -> vrp.prefix().length()).isSorted();
    }

    /** A change either does what it does to a set, or is impossible, and then nothing happens. */
    @Property
    void changesDoWhatTheyDoToASet(@ForAll("vrps") List<Vrp> start, @ForAll("log") List<Tuple2<Boolean, Vrp>> log) {
        VrpTable before = table(start);
        Set<Vrp> model = new HashSet<>(start);
        VrpChanges changes = new VrpChanges();
        boolean possible = true;
        for (Tuple2<Boolean, Vrp> change : log) {
            if (change.get1()) {
                changes.announce(change.get2());
                possible &= model.add(change.get2());
            } else {
                changes.withdraw(change.get2());
                possible &= model.remove(change.get2());
            }
        }

        if (possible) {
            try {
                assertThat(all(before.apply(changes))).isEqualTo(model);
            } catch (VrpConflictException e) {
                throw new AssertionError(e);
            }
        } else {
            assertThatThrownBy(() -> before.apply(changes)).isInstanceOf(VrpConflictException.class);
        }
        assertThat(all(before)).isEqualTo(new HashSet<>(start));
    }

    @Property
    void theDifferenceLeadsFromOneToTheOther(@ForAll("vrps") List<Vrp> one, @ForAll("vrps") List<Vrp> other)
            throws VrpConflictException {
        VrpTable before = table(one);
        VrpTable after = table(other);
        VrpChanges changes = new VrpChanges();
        before.difference(after, new VrpTable.DifferenceVisitor() {
            @Override
            public void announced(Vrp vrp) {
                changes.announce(vrp);
            }

            @Override
            public void withdrawn(Vrp vrp) {
                changes.withdraw(vrp);
            }
        });

        assertThat(all(before.apply(changes))).isEqualTo(all(after));
        assertThat(changes.size() == 0).isEqualTo(all(before).equals(all(after)));
    }

    @Test
    void trustAnchorsStayWithTheirVrps() throws VrpConflictException {
        IpPrefix prefix = IpPrefix.parse("192.0.2.0/24");
        Vrp first = new Vrp(prefix, 24, new Asn(1), "one");
        Vrp second = new Vrp(prefix, 24, new Asn(2), "two");
        Vrp third = new Vrp(prefix, 24, new Asn(3), "one");
        VrpChanges later = new VrpChanges();
        later.announce(second);
        later.announce(third);

        VrpTable table = table(List.of(first)).apply(later);

        assertThat(table.covering(prefix)).containsExactly(first, second, third);
    }

    @Test
    void aConflictSaysWhichRecordItIs() {
        Vrp vrp = Vrp.of(IpPrefix.parse("2001:db8::/32"), 48, new Asn(64496));
        VrpChanges changes = new VrpChanges();
        changes.withdraw(vrp);

        assertThatThrownBy(() -> VrpTable.EMPTY.apply(changes))
                .isInstanceOfSatisfying(VrpConflictException.class, e -> {
                    assertThat(e.vrp()).isEqualTo(vrp);
                    assertThat(e.announced()).isFalse();
                })
                .hasMessage("2001:db8::/32-48 AS64496 is withdrawn though it is not there");
    }
}
