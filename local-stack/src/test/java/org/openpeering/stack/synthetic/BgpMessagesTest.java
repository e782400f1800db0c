/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each expected text was written down field by field from the RFC's figure, not taken from an output. */
class BgpMessagesTest {
    private static final String MARKER = "ff".repeat(16);

    @Test
    void openOffersBothFamiliesAndFourOctetNumbers() {
        byte[] open = BgpMessages.open(64496, 90, InetAddress.ofLiteral("192.0.2.1"));

        assertThat(hex(open))
                .isEqualTo(MARKER
                        + "0033" // length 51 = 19 + 10 + 22
                        + "01" // OPEN
                        + "04" // version
                        + "fbf0" // my AS 64496
                        + "005a" // hold time 90
                        + "c0000201" // identifier
                        + "16" // optional parameters, 22 octets
                        + "0214" // capabilities, 20 octets
                        + "010400010001" // multiprotocol IPv4 unicast
                        + "010400020001" // multiprotocol IPv6 unicast
                        + "0200" // route refresh
                        + "41040000fbf0"); // four-octet AS
    }

    @Test
    void openOfALargeNumberHasAsTransInTheOldField() {
        byte[] open = BgpMessages.open(4_200_000_001L, 90, InetAddress.ofLiteral("192.0.2.1"));

        assertThat(hex(open)).startsWith(MARKER + "0033" + "01" + "04" + "5ba0").endsWith("4104" + "fa56ea01");
    }

    @Test
    void announcementOfAnIpv4Prefix() {
        Route route = new Route(
                "203.0.113.0/24", List.of(64496L, 64500L), List.of("8075:8007"), InetAddress.ofLiteral("192.0.2.1"));

        assertThat(hex(BgpMessages.announcement(route)))
                .isEqualTo(MARKER
                        + "003a" // length 58 = 23 + 31 + 4
                        + "02" // UPDATE
                        + "0000" // nothing withdrawn
                        + "001f" // 31 octets of attributes
                        + "40010100" // ORIGIN IGP
                        + "40020a" + "0202" + "0000fbf0" + "0000fbf4" // AS_PATH sequence of two
                        + "400304" + "c0000201" // NEXT_HOP
                        + "c00804" + "1f8b1f47" // COMMUNITIES 8075:8007
                        + "18cb0071"); // 203.0.113.0/24
    }

    @Test
    void announcementOfAnIpv6PrefixIsInMpReach() {
        Route route =
                new Route("2001:db8:100::/48", List.of(64496L), List.of(), InetAddress.ofLiteral("2001:db8:ffff::1"));

        assertThat(hex(BgpMessages.announcement(route)))
                .isEqualTo(MARKER
                        + "0043" // length 67 = 23 + 44
                        + "02"
                        + "0000"
                        + "002c" // 44 octets of attributes
                        + "40010100"
                        + "400206" + "0201" + "0000fbf0"
                        + "800e1c" // MP_REACH_NLRI, 28 octets
                        + "0002" + "01" // IPv6 unicast
                        + "10" + "20010db8ffff00000000000000000001" // next hop
                        + "00" // reserved
                        + "3020010db80100"); // 2001:db8:100::/48
    }

    @Test
    void withdrawals() {
        assertThat(hex(BgpMessages.withdrawal("203.0.113.128/25")))
                .isEqualTo(MARKER + "001c" + "02" + "0005" + "19cb007180" + "0000");
        assertThat(hex(BgpMessages.withdrawal("2001:db8:100::/48")))
                .isEqualTo(MARKER + "0024" + "02" + "0000" + "000d" + "800f0a" + "0002" + "01" + "3020010db80100");
    }

    @Test
    void endOfRibIsAnEmptyUpdateOrAnEmptyMpUnreach() {
        assertThat(hex(BgpMessages.endOfRib(false))).isEqualTo(MARKER + "0017" + "02" + "0000" + "0000");
        assertThat(hex(BgpMessages.endOfRib(true)))
                .isEqualTo(MARKER + "001d" + "02" + "0000" + "0006" + "800f03" + "0002" + "01");
    }

    @Test
    void aLongPathTakesTheExtendedLength() {
        Route route = new Route(
                "203.0.113.0/24", Collections.nCopies(70, 64496L), List.of(), InetAddress.ofLiteral("192.0.2.1"));

        assertThat(hex(BgpMessages.announcement(route))).contains("50" + "02" + "011a" + "0246" + "0000fbf0");
    }

    @Test
    void aDefaultRouteHasNoOctets() {
        assertThat(hex(Route.nlri("0.0.0.0/0"))).isEqualTo("00");
        assertThat(hex(Route.nlri("192.0.2.1/32"))).isEqualTo("20c0000201");
    }

    @Test
    void aNextHopOfTheOtherFamilyIsRefused() {
        assertThatThrownBy(
                        () -> new Route("203.0.113.0/24", List.of(), List.of(), InetAddress.ofLiteral("2001:db8::1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("203.0.113.0/24");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
