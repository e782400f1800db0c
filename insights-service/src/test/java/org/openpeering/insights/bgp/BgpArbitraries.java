/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/** Values for property tests. */
public final class BgpArbitraries {
    private BgpArbitraries() {}

    public static Arbitrary<IpPrefix> prefixes(Family family) {
        Arbitrary<Integer> lengths = Arbitraries.integers().between(0, family.bits());
        return Combinators.combine(addresses(family), lengths).as(IpPrefix::around);
    }

    /** Few different bits, so that prefixes hold each other and meet again. */
    public static Arbitrary<IpPrefix> closePrefixes() {
        Arbitrary<IpPrefix> ipv4 = Combinators.combine(
                        Arbitraries.longs().between(0, 255),
                        Arbitraries.integers().between(0, 8))
                .as((bits, length) -> IpPrefix.around(new IpAddress(Family.IPV4, 0, bits << 24), length));
        Arbitrary<IpPrefix> ipv6 = Combinators.combine(
                        Arbitraries.longs().between(0, 15),
                        Arbitraries.integers().between(60, 68))
                .as((bits, length) -> IpPrefix.around(
                        new IpAddress(Family.IPV6, 0x2001_0db8L << 32 | bits >> 2, bits << 62), length));
        return Arbitraries.oneOf(ipv4, ipv6);
    }

    public static Arbitrary<IpAddress> addresses(Family family) {
        return family == Family.IPV4
                ? Arbitraries.longs().between(0, 0xFFFF_FFFFL).map(low -> new IpAddress(Family.IPV4, 0, low))
                : Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> new IpAddress(Family.IPV6, high, low));
    }

    public static Arbitrary<Asn> asns(long max) {
        return Arbitraries.longs().between(1, max).map(Asn::new);
    }

    public static Arbitrary<AsPath> paths(long maxAsn) {
        Arbitrary<List<Asn>> member = asns(maxAsn).map(List::of);
        Arbitrary<List<Asn>> set = asns(maxAsn).list().ofMinSize(1).ofMaxSize(5).map(AsPath::set);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, member), net.jqwik.api.Tuple.of(1, set))
                .list()
                .ofMaxSize(12)
                .map(AsPath::new);
    }

    public static Arbitrary<PathAttributes> attributes(Family nextHop, long maxAsn) {
        Arbitrary<PathAttributes> usual = Combinators.combine(
                        paths(maxAsn),
                        Arbitraries.of(Origin.class),
                        addresses(nextHop),
                        Arbitraries.integers().map(Community::of).list().ofMaxSize(70),
                        asns(Asn.MAX).optional())
                .as(PathAttributes::new);
        return Combinators.combine(
                        usual,
                        numbers().optional(),
                        numbers().optional(),
                        Arbitraries.longs()
                                .map(ExtendedCommunity::new)
                                .list()
                                .ofMaxSize(20)
                                .optional(0.5),
                        Combinators.combine(numbers(), numbers(), numbers())
                                .as(LargeCommunity::new)
                                .list()
                                .ofMaxSize(20)
                                .optional(0.5),
                        Arbitraries.of(true, false),
                        Combinators.combine(asns(Asn.MAX), addresses(Family.IPV4))
                                .as(Aggregator::new)
                                .optional())
                .as((route, med, preference, extended, large, atomic, aggregator) -> new PathAttributes(
                        route.asPath(),
                        route.origin(),
                        route.nextHop(),
                        number(med),
                        number(preference),
                        route.communities(),
                        extended.orElse(List.of()),
                        large.orElse(List.of()),
                        atomic,
                        aggregator,
                        route.onlyToCustomer()));
    }

    private static Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(0, 0xFFFF_FFFFL);
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }
}
