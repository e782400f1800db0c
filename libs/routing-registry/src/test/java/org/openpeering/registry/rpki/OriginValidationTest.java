/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.registry.rpki.OriginValidation.Reason;
import org.openpeering.registry.rpki.OriginValidation.State;

class OriginValidationTest {
    @Provide
    Arbitrary<List<Vrp>> vrps() {
        return VrpArbitraries.vrps().list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<IpPrefix> prefixes() {
        return VrpArbitraries.prefixes();
    }

    @Provide
    Arbitrary<Asn> origins() {
        return VrpArbitraries.asns().injectNull(0.1);
    }

    private static VrpTable table(Iterable<Vrp> vrps) {
        VrpChanges changes = new VrpChanges();
        vrps.forEach(changes::announce);
        return VrpTable.of(changes);
    }

    /** RFC 6811 section 2.1, word by word over the bits of the addresses. */
    private static State reference(List<Vrp> vrps, IpPrefix route, Asn origin) {
        boolean covered = false;
        for (Vrp vrp : vrps) {
            boolean sameFamily = vrp.prefix().family() == route.family();
            if (!sameFamily || vrp.prefix().length() > route.length()) {
                continue;
            }
            boolean inside = true;
            for (int bit = 0; bit < vrp.prefix().length(); bit++) {
                inside &= vrp.prefix().network().bit(bit) == route.network().bit(bit);
            }
            covered |= inside;
            if (inside
                    && origin != null
                    && origin.value() != 0
                    && vrp.asn().equals(origin)
                    && route.length() <= vrp.maxLength()) {
                return State.VALID;
            }
        }
        return covered ? State.INVALID : State.NOT_FOUND;
    }

    @Property(tries = 3000)
    void agreesWithTheReference(
            @ForAll("vrps") List<Vrp> vrps, @ForAll("prefixes") IpPrefix route, @ForAll("origins") Asn origin) {
        OriginValidation result = OriginValidation.of(table(vrps), route, origin);

        assertThat(result.state()).isEqualTo(reference(vrps, route, origin));
        assertThat(result.state() == State.VALID).isEqualTo(result.reason() == Reason.MATCHED);
        assertThat(result.state() == State.NOT_FOUND)
                .isEqualTo(result.covering().isEmpty());
    }

    /** Cases of RFC 6907 section 3 and of what this suite reports. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.0.0/16  | 64496 | 10.1.0.0/16-16 64496                        | MATCHED",
                "10.1.0.0/16  | 64511 | 10.1.0.0/16-16 64496                        | WRONG_ORIGIN",
                "10.1.17.0/24 | 64496 | 10.1.0.0/16-16 64496                        | TOO_LONG",
                "10.1.17.0/24 | 64496 | 10.1.0.0/16-24 64496                        | MATCHED",
                "10.2.0.0/16  | 64496 | 10.1.0.0/16-16 64496                        | NOT_COVERED",
                "10.0.0.0/8   | 64496 | 10.1.0.0/16-16 64496                        | NOT_COVERED",
                "10.1.0.0/16  | 64496 | 10.1.0.0/16-16 64511, 10.0.0.0/8-16 64496   | MATCHED",
                "10.1.0.0/16  | 0     | 10.1.0.0/16-16 0                            | WRONG_ORIGIN",
                "10.1.0.0/16  | 64496 | 10.1.0.0/16-32 0                            | WRONG_ORIGIN",
                "10.1.0.0/16  | 64496 | 10.1.0.0/16-32 0, 10.1.0.0/16-16 64496      | MATCHED",
                "10.1.0.0/16  |       | 10.1.0.0/16-16 64496                        | NO_ORIGIN",
                "10.1.0.0/16  |       | 10.2.0.0/16-16 64496                        | NOT_COVERED",
            })
    void saysWhy(String prefix, Long origin, String vrps, Reason reason) {
        List<Vrp> held = new ArrayList<>();
        for (String vrp : Arrays.asList(vrps.split(", *", -1))) {
            String[] parts = vrp.strip().split("[- ]", -1);
            held.add(Vrp.of(IpPrefix.parse(parts[0]), Integer.parseInt(parts[1]), Asn.parse(parts[2])));
        }

        OriginValidation result = OriginValidation.of(
                table(held), IpPrefix.parse(prefix.strip()), origin == null ? null : new Asn(origin));

        assertThat(result.reason()).isEqualTo(reason);
    }

    @Test
    void listsTheCoveringVrps() {
        Vrp wide = Vrp.of(IpPrefix.parse("2001:db8::/32"), 32, new Asn(1));
        Vrp narrow = Vrp.of(IpPrefix.parse("2001:db8:1::/48"), 64, new Asn(2));
        Vrp beside = Vrp.of(IpPrefix.parse("2001:db8:2::/48"), 48, new Asn(3));

        OriginValidation result = OriginValidation.of(
                table(List.of(narrow, beside, wide)), IpPrefix.parse("2001:db8:1:2::/64"), new Asn(2));

        assertThat(result).isEqualTo(new OriginValidation(State.VALID, Reason.MATCHED, List.of(wide, narrow)));
    }
}
