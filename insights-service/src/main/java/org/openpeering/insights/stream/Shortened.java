/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;

/** What is told instead of a message that the broker would refuse: less of the same. */
final class Shortened {
    private static final int FEW = 100;
    private static final int SENTENCE = 2_000;

    private Shortened() {}

    /**
     * Without communities, and without the longest routes if that is not enough. Then absence means nothing, which a
     * monitored revision of 0 says.
     *
     * @param size bytes of a route in the message
     * @param room bytes for all routes
     */
    static PrefixRoutes routes(PrefixRoutes whole, ToIntFunction<ObservedRoute> size, int room) {
        record Sized(ObservedRoute route, int size) {}
        List<ObservedRoute> kept = new ArrayList<>();
        int left = room;
        for (Sized sized : whole.routes().stream()
                .map(Shortened::withoutCommunities)
                .map(route -> new Sized(route, size.applyAsInt(route)))
                .sorted(Comparator.comparingInt(Sized::size))
                .toList()) {
            left -= sized.size();
            if (left < 0) {
                return new PrefixRoutes(whole.prefix(), whole.revision(), 0, kept);
            }
            kept.add(sized.route());
        }
        return new PrefixRoutes(whole.prefix(), whole.revision(), whole.monitoredRevision(), kept);
    }

    /** With the offending update alone as sample, the first of long lists, and the beginning of long texts. */
    static RoutingEvent event(RoutingEvent whole) {
        return whole.but()
                .expectedOrigins(few(whole.expectedOrigins()))
                .expectedUpstreams(few(whole.expectedUpstreams()))
                .endCause(whole.endCause() == null ? null : sentence(whole.endCause()))
                .vantages(few(whole.vantages()))
                .firstHops(few(whole.firstHops()))
                .evidence(few(whole.evidence()).stream()
                        .map(item -> new Evidence(sentence(item.what()), sentence(item.source()), item.weight()))
                        .toList())
                .samples(whole.samples().stream()
                        .limit(1)
                        .map(Shortened::withoutCommunities)
                        .toList())
                .summary(sentence(whole.summary())
                        + " The event is shown in part: the whole is larger than a message may be.")
                .build();
    }

    private static <T> List<T> few(List<T> all) {
        return all.subList(0, Math.min(all.size(), FEW));
    }

    private static String sentence(String text) {
        return text.length() <= SENTENCE ? text : text.substring(0, SENTENCE) + "…";
    }

    private static ObservedRoute withoutCommunities(ObservedRoute route) {
        return new ObservedRoute(
                route.prefix(),
                route.pathId(),
                route.router(),
                route.peerAddress(),
                route.peerAsn(),
                route.asPath(),
                List.of(),
                route.nextHop(),
                route.since(),
                route.routerTime());
    }
}
