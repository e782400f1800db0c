/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;

/**
 * The one policy of a prefix that several claim: while it moves from one partner to another, or to another service. What one
 * of them accepts is accepted; it is not to be announced when all of them say so. Does not depend on their order. Pure.
 */
final class PolicyMerge {
    private static final Comparator<MaintenanceWindow> WINDOWS = Comparator.comparing(MaintenanceWindow::from)
            .thenComparing(MaintenanceWindow::until)
            .thenComparing(MaintenanceWindow::reason);
    private static final Comparator<AcceptedException> EXCEPTIONS = Comparator.comparing(AcceptedException::expires)
            .thenComparing(AcceptedException::reason)
            .thenComparing(AcceptedException::eventType, Comparator.nullsFirst(Comparator.<EventType>naturalOrder()))
            .thenComparing(AcceptedException::asn, Comparator.nullsFirst(Comparator.<Asn>naturalOrder()))
            .thenComparing(AcceptedException::prefix, Comparator.nullsFirst(Comparator.<IpPrefix>naturalOrder()));

    private PolicyMerge() {}

    /** @param policies with what follows from the registrations; of none it is that of who has said nothing */
    static RoutingPolicy of(Collection<RoutingPolicy> policies) {
        return policies.isEmpty()
                ? RoutingPolicy.NONE
                : new RoutingPolicy(
                        all(policies, RoutingPolicy::upstreams, Comparator.naturalOrder()),
                        all(policies, RoutingPolicy::siblings, Comparator.naturalOrder()),
                        policies.stream()
                                .map(RoutingPolicy::longestMoreSpecific)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(null),
                        policies.stream().anyMatch(RoutingPolicy::announced),
                        all(policies, RoutingPolicy::maintenance, WINDOWS),
                        all(policies, RoutingPolicy::exceptions, EXCEPTIONS),
                        location(policies));
    }

    /** The policy with more upstreams. */
    static RoutingPolicy with(RoutingPolicy policy, List<Asn> upstreams) {
        return new RoutingPolicy(
                Stream.concat(policy.upstreams().stream(), upstreams.stream()).toList(),
                policy.siblings(),
                policy.longestMoreSpecific(),
                policy.announced(),
                policy.maintenance(),
                policy.exceptions(),
                policy.location());
    }

    /** Where two owners say different things nobody is believed. */
    private static @Nullable GeoPosition location(Collection<RoutingPolicy> policies) {
        List<GeoPosition> all = policies.stream()
                .map(RoutingPolicy::location)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return all.size() == 1 ? all.getFirst() : null;
    }

    private static <T> List<T> all(
            Collection<RoutingPolicy> policies, Function<RoutingPolicy, List<T>> part, Comparator<T> order) {
        return policies.stream()
                .flatMap(policy -> part.apply(policy).stream())
                .distinct()
                .sorted(order)
                .toList();
    }
}
