/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsnAndPathTest {
    @ParameterizedTest
    @CsvSource({
        "0, RESERVED",
        "1, PUBLIC",
        "23456, RESERVED",
        "64495, PUBLIC",
        "64496, DOCUMENTATION",
        "64511, DOCUMENTATION",
        "64512, PRIVATE",
        "65534, PRIVATE",
        "65535, RESERVED",
        "65536, DOCUMENTATION",
        "65552, RESERVED",
        "131071, RESERVED",
        "131072, PUBLIC",
        "4199999999, PUBLIC",
        "4200000000, PRIVATE",
        "4294967294, PRIVATE",
        "4294967295, RESERVED",
    })
    void knowsWhatANumberIsSetAsideFor(long asn, Asn.Use use) {
        assertThat(new Asn(asn).use()).isEqualTo(use);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "4294967296", "99999999999", "1.10", "AS1", " 1"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Asn.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void countsPrependsAndSetsAsTheDecisionProcessDoes() {
        AsPath path = AsPath.parse("64496 64496 64497 {64498,64499}");
        assertThat(path.length()).isEqualTo(4);
        assertThat(path.prepends()).isEqualTo(1);
        assertThat(path.hasSet()).isTrue();
        assertThat(path.origin()).isEmpty();
        assertThat(path).hasToString("64496 64496 64497 {64498,64499}");
    }

    @Test
    void namesTheLastHopAsOrigin() {
        assertThat(AsPath.of(64496, 64497).origin()).contains(new Asn(64497));
        assertThat(AsPath.parse("").origin()).isEmpty();
    }

    /** RFC 6811 section 2: the origin of a path whose last segment is an AS_SET is NONE, however many are in it. */
    @Test
    void aSetOfOneIsASetAndNoOrigin() {
        AsPath path = AsPath.parse("64496 {64497}");

        assertThat(path.origin()).isEmpty();
        assertThat(path.hasSet()).isTrue();
        assertThat(path.length()).isEqualTo(2);
        assertThat(path).isNotEqualTo(AsPath.of(64496, 64497)).hasToString("64496 {64497}");
        assertThat(AsPath.parse(path.toString())).isEqualTo(path);
    }
}
