/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.insights.bgp.BgpArbitraries;

class AddressTextTest {
    private final AddressText text = new AddressText();

    @Provide
    Arbitrary<IpAddress> addresses() {
        return Arbitraries.of(Family.values()).flatMap(BgpArbitraries::addresses);
    }

    @Property(tries = 500)
    void anAddressIsReadAsItIsWritten(@ForAll("addresses") IpAddress address, @ForAll Random random) {
        // Zeros are what makes texts short.
        IpAddress sparse = address.family() == Family.IPV4
                ? address
                : new IpAddress(address.family(), address.high() & mask(random), address.low() & mask(random));
        assertThat(read(sparse.toString())).isTrue();
        assertThat(text.address()).isEqualTo(sparse);
    }

    private static long mask(Random random) {
        long mask = 0;
        for (int group = 0; group < 4; group++) {
            mask = mask << 16 | (random.nextBoolean() ? 0xFFFF : 0);
        }
        return mask;
    }

    @Test
    void otherWaysToWriteOneAreReadToo() {
        for (String other : List.of(
                "::",
                "::1",
                "1::",
                "2001:DB8:0:0::1",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "::ffff:192.0.2.1",
                "64:ff9b::192.0.2.1",
                "1:2:3:4:5:6:192.0.2.1",
                "0:0:0:0:0:0:0:0")) {
            assertThat(read(other)).as(other).isTrue();
            assertThat(text.address()).as(other).isEqualTo(IpAddress.parse(other));
        }
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String none : List.of(
                "",
                ":",
                ":::",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.",
                "1.2..4",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "::g",
                "1:",
                "::1:",
                "::1%eth0",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "1.2.3.4:5",
                "\u0661.2.3.4")) {
            assertThat(read(none)).as(none).isFalse();
        }
    }

    @Test
    void ofAPrefixTheLengthHasToBeThere() {
        for (String none : List.of(
                "192.0.2.0",
                "192.0.2.0/",
                "192.0.2.0/33",
                "/24",
                "2001:db8::/129",
                "192.0.2.0/-1",
                "192.0.2.0/24/24",
                "192.0.2.0/ 24")) {
            byte[] bytes = none.getBytes(UTF_8);
            assertThat(text.prefix(bytes, 0, bytes.length)).as(none).isFalse();
        }
    }

    private boolean read(String address) {
        byte[] bytes = ("<" + address + ">").getBytes(UTF_8);
        return text.address(bytes, 1, bytes.length - 1);
    }
}
