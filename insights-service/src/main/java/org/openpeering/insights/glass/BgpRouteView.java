/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.bgp.Aggregator;
import org.openpeering.insights.bgp.Origin;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.origin.OriginState;
import org.openpeering.insights.origin.RpkiVerdict;

/**
 * A route with all that is kept of it. Members are called as the real service's feed calls them (contract section C.11), the
 * others as their RFCs.
 *
 * @param multiExitDisc absent where there was none, as are localPref, aggregator and onlyToCustomer
 * @param pathId ADD-PATH identifier, 0 without
 * @param timestamp when routes with these attributes were first received
 */
@RegisterForReflection
public record BgpRouteView(
        String prefix,
        String nextHop,
        String asPath,
        String origin,
        @Nullable Long localPref,
        @Nullable Long multiExitDisc,
        List<String> communities,
        List<String> extendedCommunities,
        List<String> largeCommunities,
        boolean atomicAggregate,
        @Nullable String aggregator,
        @Nullable Long onlyToCustomer,
        String originAsValidationState,
        String rpkiValidationState,
        String trustAnchor,
        String routerName,
        String peerAddress,
        long peerAsNum,
        String localAddress,
        @Nullable Long localAsNum,
        long pathId,
        Instant timestamp) {
    private static final long USUAL_PREFERENCE = 100;

    /**
     * In the order in which RFC 4271 section 9.1.2 prefers routes, as far as their attributes say; then by router, peer and
     * path identifier.
     */
    static final Comparator<BgpRouteView> ORDER = Comparator.comparingLong(
                    (BgpRouteView route) -> -Objects.requireNonNullElse(route.localPref, USUAL_PREFERENCE))
            .thenComparingInt(route -> AsPath.parse(route.asPath).length())
            .thenComparing(route -> Origin.valueOf(route.origin))
            .thenComparingLong(route -> Objects.requireNonNullElse(route.multiExitDisc, 0L))
            .thenComparing(BgpRouteView::routerName)
            .thenComparing(BgpRouteView::peerAddress)
            .thenComparingLong(BgpRouteView::pathId);

    public BgpRouteView {
        communities = List.copyOf(communities);
        extendedCommunities = List.copyOf(extendedCommunities);
        largeCommunities = List.copyOf(largeCommunities);
    }

    static BgpRouteView of(HeldRoute route, OriginState known, RpkiVerdict rpki) {
        PathAttributes attributes = route.attributes();
        SessionId session = route.session().id();
        return new BgpRouteView(
                route.prefix().toString(),
                attributes.nextHop().toString(),
                attributes.asPath().toString(),
                attributes.origin().name(),
                attributes.localPref().isPresent() ? attributes.localPref().getAsLong() : null,
                attributes.med().isPresent() ? attributes.med().getAsLong() : null,
                texts(attributes.communities()),
                texts(attributes.extendedCommunities()),
                texts(attributes.largeCommunities()),
                attributes.atomicAggregate(),
                attributes.aggregator().map(Aggregator::toString).orElse(null),
                attributes.onlyToCustomer().map(Asn::value).orElse(null),
                known.wire(),
                rpki.state().wire(),
                rpki.trustAnchor(),
                session.router(),
                session.address().toString(),
                route.session().peerAsn().value(),
                route.session().localAddress().toString(),
                route.session().localAsn().map(Asn::value).orElse(null),
                route.pathId(),
                route.received());
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
