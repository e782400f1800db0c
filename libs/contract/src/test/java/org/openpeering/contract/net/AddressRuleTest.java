/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** No address that is not public gets through, in whatever disguise. */
class AddressRuleTest {
    private static final AddressRule RULE = new AddressRule(false);

    private static final List<IpPrefix> PRIVATE = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .stream()
            .map(IpPrefix::parse)
            .toList();

    @Provide
    Arbitrary<IpAddress> privates() {
        return Combinators.combine(Arbitraries.of(PRIVATE), Arbitraries.longs().between(0, 0xFFFF_FFFFL))
                .as((block, host) -> new IpAddress(
                        IpAddress.Family.IPV4, 0, block.network().low() | (host & (0xFFFF_FFFFL >>> block.length()))));
    }

    private static IpAddress v6(String begin, long low) {
        return new IpAddress(IpAddress.Family.IPV6, IpAddress.parse(begin).high(), low);
    }

    @Property
    void privateAddressesAreRefusedAndSoAreTheirDisguises(@ForAll("privates") IpAddress address) {
        long low = address.low();
        assertThat(RULE.refusal(address)).isPresent();
        for (IpAddress disguised : List.of(
                v6("::", low), // compatible
                v6("::", 0xFFFF_0000_0000L | low), // mapped
                v6("64:ff9b::", low), // NAT64
                v6("64:ff9b:1::", low), // NAT64 of one's own
                new IpAddress(IpAddress.Family.IPV6, (0x2002L << 48) | (low << 16), 1), // 6to4
                v6("2001::", ~low), // Teredo
                v6("2600:1f00::", 0x5EFE_0000_0000L | low), // ISATAP
                v6("2600:1f00::", 0x0200_5EFE_0000_0000L | low))) {
            assertThat(RULE.refusal(disguised)).as(disguised.toString()).isPresent();
        }
    }

    /** All that is not delegated, with link-local, unique local and multicast in it. */
    @Property
    void ipv6OutsideOfGlobalUnicastIsRefused(@ForAll long high, @ForAll long low) {
        IpAddress address = new IpAddress(IpAddress.Family.IPV6, high, low);
        boolean global = high >>> 61 == 1;
        if (!global) {
            assertThat(RULE.refusal(address)).isPresent();
        }
    }

    @Test
    void publicAddressesAreAllowed() {
        for (String text :
                List.of("8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1")) {
            assertThat(RULE.refusal(IpAddress.parse(text))).as(text).isEmpty();
        }
    }

    @Test
    void theCloudsOwnServicesAreRefused() {
        for (String text : List.of("169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254")) {
            assertThat(RULE.refusal(IpAddress.parse(text))).as(text).isPresent();
        }
    }

    /** And nothing else with it. */
    @Test
    void loopbackIsAllowedOnADevelopersMachine() {
        AddressRule local = new AddressRule(true);
        assertThat(local.refusal(IpAddress.parse("127.0.0.2"))).isEmpty();
        assertThat(local.refusal(IpAddress.parse("::1"))).isEmpty();
        for (String text : List.of("10.0.0.1", "::ffff:127.0.0.1", "0.0.0.0", "::", "169.254.169.254")) {
            assertThat(local.refusal(IpAddress.parse(text))).as(text).isPresent();
        }
    }
}
