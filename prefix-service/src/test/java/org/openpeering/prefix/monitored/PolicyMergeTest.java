/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;

/** What holds of a prefix whose claims say different things. */
class PolicyMergeTest {
    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void ofNobodyItIsThatOfWhoHasSaidNothing() {
        assertThat(PolicyMerge.of(List.of())).isEqualTo(RoutingPolicy.NONE);
    }

    @Test
    void whatOneAcceptsIsAcceptedAndNotAnnouncedIsWhatAllSaySo() {
        RoutingPolicy one = new RoutingPolicy(
                List.of(new Asn(2), new Asn(1)), List.of(new Asn(7)), 26, false, List.of(), List.of());
        RoutingPolicy other =
                new RoutingPolicy(List.of(new Asn(3), new Asn(1)), List.of(), 25, true, List.of(), List.of());

        assertThat(PolicyMerge.of(List.of(one, other)))
                .isEqualTo(new RoutingPolicy(
                        List.of(new Asn(1), new Asn(2), new Asn(3)),
                        List.of(new Asn(7)),
                        26,
                        true,
                        List.of(),
                        List.of()));
        assertThat(PolicyMerge.of(List.of(one, one)).announced()).isFalse();
    }

    @Property
    void dependsNeitherOnTheOrderNorOnHowOftenOneIsNamed(
            @ForAll("policies") List<RoutingPolicy> policies, @ForAll Random random) {
        List<RoutingPolicy> more = new ArrayList<>(policies);
        more.addAll(policies);
        Collections.shuffle(more, random);

        assertThat(PolicyMerge.of(more)).isEqualTo(PolicyMerge.of(policies));
    }

    @Property
    void takesNothingBackFromAnybody(@ForAll("policies") List<RoutingPolicy> policies) {
        RoutingPolicy merged = PolicyMerge.of(policies);

        for (RoutingPolicy policy : policies) {
            assertThat(merged.upstreams()).containsAll(policy.upstreams());
            assertThat(merged.siblings()).containsAll(policy.siblings());
            assertThat(merged.maintenance()).containsAll(policy.maintenance());
            assertThat(merged.exceptions()).containsAll(policy.exceptions());
            assertThat(merged.announced() || !policy.announced()).isTrue();
            if (policy.longestMoreSpecific() != null) {
                assertThat(merged.longestMoreSpecific()).isGreaterThanOrEqualTo(policy.longestMoreSpecific());
            }
        }
    }

    @Provide
    Arbitrary<List<RoutingPolicy>> policies() {
        Arbitrary<List<Asn>> asns = Arbitraries.longs()
                .between(1, 6)
                .map(Asn::new)
                .list()
                .uniqueElements()
                .ofMaxSize(4);
        Arbitrary<MaintenanceWindow> window = Arbitraries.integers()
                .between(0, 3)
                .map(hour -> new MaintenanceWindow(T.plusSeconds(3600L * hour), T.plusSeconds(99_999), "w" + hour));
        Arbitrary<AcceptedException> exception = Combinators.combine(
                        Arbitraries.of(EventType.PREFIX_WITHDRAWAL_EVENT, EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT)
                                .injectNull(0.3),
                        Arbitraries.longs().between(1, 3).map(Asn::new).injectNull(0.3),
                        Arbitraries.of("203.0.113.0/24", "203.0.113.0/25")
                                .map(IpPrefix::parse)
                                .injectNull(0.3))
                .as((type, asn, prefix) -> new AcceptedException(type, asn, prefix, T, "r"));
        return Combinators.combine(
                        asns,
                        asns,
                        Arbitraries.integers().between(25, 32).injectNull(0.5),
                        Arbitraries.of(true, false),
                        window.list().ofMaxSize(3),
                        exception.list().ofMaxSize(3))
                .as(RoutingPolicy::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
