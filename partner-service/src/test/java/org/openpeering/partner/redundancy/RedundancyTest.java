/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.arm.Subscription;

class RedundancyTest {
    private static final ResourceId PEERING =
            ResourceId.ofGroup(new Subscription("s"), "rg", ResourceType.PEERINGS, "p");

    private static Link link(String metro, String identifier, int bandwidth, int facility, String router) {
        return new Link(metro, PEERING, identifier, bandwidth, facility, List.of(router), true);
    }

    private static RedundancyTier tier(Link... links) {
        return Redundancy.of(List.of(links)).tier();
    }

    @Test
    void tiersFollowFromRoutersMetrosAndBandwidth() {
        Link a = link("fra", "a", 10000, 1, "r1");
        Link b = link("fra", "b", 10000, 1, "r2");
        Link c = link("ams", "c", 10000, 2, "r3");
        Link d = link("ams", "d", 10000, 2, "r4");
        assertThat(tier()).isEqualTo(RedundancyTier.NONE);
        assertThat(tier(a)).isEqualTo(RedundancyTier.SINGLE);
        assertThat(tier(a, link("fra", "b", 10000, 1, "r1"))).isEqualTo(RedundancyTier.SINGLE);
        assertThat(tier(a, link("fra", "b", 20000, 1, "r2"))).isEqualTo(RedundancyTier.SINGLE);
        assertThat(tier(a, b)).isEqualTo(RedundancyTier.LOCAL);
        assertThat(tier(a, c)).isEqualTo(RedundancyTier.GEO);
        assertThat(tier(a, b, c)).isEqualTo(RedundancyTier.GEO);
        assertThat(tier(a, b, c, d)).isEqualTo(RedundancyTier.LOCAL_AND_GEO);
        assertThat(tier(a, link("ams", "c", 20000, 2, "r3"))).isEqualTo(RedundancyTier.SINGLE);
    }

    @Test
    void whatFailsIsTakenAwayAndExplained() {
        List<Link> links = List.of(link("fra", "a", 10000, 1, "r1"), link("fra", "b", 10000, 7, "r2"));
        assertThat(after(links, new Failure(null, "r1")).tier()).isEqualTo(RedundancyTier.SINGLE);
        assertThat(after(links, new Failure(7, null)).tier()).isEqualTo(RedundancyTier.SINGLE);
        assertThat(after(links, new Failure(8, "r9")).tier()).isEqualTo(RedundancyTier.LOCAL);
        assertThat(after(links, new Failure(1, "r2")).tier()).isEqualTo(RedundancyTier.NONE);
        assertThat(after(links, new Failure(7, null)).findings())
                .extracting(Redundancy.Finding::code)
                .contains("FewerThanTwoConnections", "NoGeoRedundancy");
    }

    private static Redundancy after(List<Link> links, Failure failure) {
        return Redundancy.of(links.stream().map(link -> link.after(failure)).toList());
    }

    @Provide
    Arbitrary<List<Link>> links() {
        Arbitrary<Link> one = Combinators.combine(
                        Arbitraries.of("fra", "ams", "par"),
                        Arbitraries.of(10000, 20000),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of("r1", "r2", "r3", "r4"),
                        Arbitraries.of(true, false))
                .as((metro, bandwidth, facility, router, working) ->
                        new Link(metro, PEERING, "?", bandwidth, facility, List.of(metro + router), working));
        return one.list()
                .ofMaxSize(8)
                .map(links -> IntStream.range(0, links.size())
                        .mapToObj(i -> {
                            Link link = links.get(i);
                            return new Link(
                                    link.metro(),
                                    PEERING,
                                    "c" + i,
                                    link.bandwidth(),
                                    link.facility(),
                                    link.routers(),
                                    link.working());
                        })
                        .toList());
    }

    @Property
    void losingAConnectionNeverMakesItBetter(@ForAll("links") List<Link> links, @ForAll int which) {
        if (links.isEmpty()) {
            return;
        }
        List<Link> fewer = new ArrayList<>(links);
        fewer.remove(Math.floorMod(which, links.size()));
        assertThat(Redundancy.of(fewer).tier())
                .isLessThanOrEqualTo(Redundancy.of(links).tier());
    }

    @Property
    void withLocalRedundancyNoSingleRouterEndsIt(@ForAll("links") List<Link> links) {
        Redundancy now = Redundancy.of(links);
        if (now.tier() == RedundancyTier.SINGLE || now.tier() == RedundancyTier.NONE) {
            return;
        }
        for (Link link : links) {
            Failure failure = new Failure(null, link.routers().getFirst());
            assertThat(after(links, failure).tier()).isNotEqualTo(RedundancyTier.NONE);
        }
    }

    @Property
    void whateverIsMissingIsExplained(@ForAll("links") List<Link> links) {
        Redundancy redundancy = Redundancy.of(links);
        redundancy.metros().stream()
                .filter(metro -> metro.tier() != RedundancyTier.LOCAL)
                .forEach(metro -> assertThat(redundancy.findings())
                        .anyMatch(finding -> metro.metro().equals(finding.metro())));
    }
}
