/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:DB8:0:0:0:0:0:0/32, 2001:db8::/32",
        "2001:db8:0:1:0:0:0:0/64, 2001:db8:0:1::/64",
        "::/0, ::/0",
        "::1/128, ::1/128",
        "2001:db8:0:1:1:1:1:1/128, 2001:db8:0:1:1:1:1:1/128",
        "::ffff:192.0.2.0/120, ::ffff:c000:200/120",
    })
    void writesTheCanonicalText(String given, String canonical) {
        assertThat(IpPrefix.parse(given)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "192.0.2.0",
                "192.0.2.0/",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/024",
                "192.0.2.0/+24",
                "192.0.2/24",
                "192.0.02.0/24",
                "256.0.2.0/24",
                "::/129",
                "example.net/24",
                "2001:db8::g/64",
                "1:2:3/48",
                ":::/0",
                "fe80::1%eth0/64",
                "１.0.0.0/8",
                "192.0.2.0/24/24"
            })
    void refusesWhatIsNoPrefix(String text) {
        assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(MalformedValueException.class);
    }

    @Test
    void namesTheBlockWhenHostBitsAreSet() {
        assertThatThrownBy(() -> IpPrefix.parse("192.0.2.1/24"))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("'192.0.2.1/24' has host bits set; the block is 192.0.2.0/24");
    }

    @Property
    void parsesItsOwnText(@ForAll long high, @ForAll long low, @ForAll @IntRange(max = 128) int length) {
        IpPrefix prefix = IpPrefix.around(new IpAddress(IpAddress.Family.IPV6, high, low), length);
        assertThat(IpPrefix.parse(prefix.toString())).isEqualTo(prefix);
    }

    @Property
    void containsExactlyTheAddressesThatShareItsBits(
            @ForAll int one, @ForAll int other, @ForAll @IntRange(max = 32) int length) {
        IpPrefix prefix = IpPrefix.around(v4(one), length);
        boolean shared = length == 0 || (one >>> (32 - length)) == (other >>> (32 - length));
        assertThat(prefix.contains(v4(other))).isEqualTo(shared);
    }

    @Property
    void twoBlocksOverlapOnlyByContainment(
            @ForAll int one,
            @ForAll int other,
            @ForAll @IntRange(max = 32) int length,
            @ForAll @IntRange(max = 32) int otherLength) {
        IpPrefix a = IpPrefix.around(v4(one), length);
        IpPrefix b = IpPrefix.around(v4(other), otherLength);
        boolean shared = a.contains(b.network()) || b.contains(a.network());
        assertThat(a.overlaps(b)).isEqualTo(shared).isEqualTo(b.overlaps(a));
    }

    private static IpAddress v4(int bits) {
        return new IpAddress(IpAddress.Family.IPV4, 0, bits & 0xFFFF_FFFFL);
    }
}
