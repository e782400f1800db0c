/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.registry.rpki;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/** Few addresses and numbers, so that VRPs meet. */
final class VrpArbitraries {
    private VrpArbitraries() {}

    static Arbitrary<IpPrefix> prefixes() {
        Arbitrary<IpPrefix> v4 = Combinators.combine(
                        Arbitraries.of(0L, 0x0A000000L, 0x0A010000L, 0x0A010100L, 0x0A0101FFL, 0xFFFFFFFFL),
                        Arbitraries.integers().between(0, 32))
                .as((address, length) -> IpPrefix.around(new IpAddress(Family.IPV4, 0, address), length));
        Arbitrary<IpPrefix> v6 = Combinators.combine(
                        Arbitraries.of(0L, 0x20010DB8_00000000L, 0x20010DB8_00010000L, -1L),
                        Arbitraries.of(0L, 1L, Long.MIN_VALUE, -1L),
                        Arbitraries.integers().between(0, 128))
                .as((high, low, length) -> IpPrefix.around(new IpAddress(Family.IPV6, high, low), length));
        return Arbitraries.oneOf(v4, v6);
    }

    static Arbitrary<Asn> asns() {
        return Arbitraries.of(0L, 1L, 64496L, 2_147_483_648L, Asn.MAX).map(Asn::new);
    }

    static Arbitrary<Vrp> vrps() {
        return Combinators.combine(prefixes(), Arbitraries.integers().between(0, 8), asns())
                .as((prefix, more, asn) -> Vrp.of(
                        prefix, Math.min(prefix.length() + more, prefix.family().bits()), asn));
    }
}
