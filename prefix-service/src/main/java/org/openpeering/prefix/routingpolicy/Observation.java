/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.routes.SeenRoute;
import org.openpeering.prefix.routingpolicy.Suggestion.Basis;
import org.openpeering.prefix.routingpolicy.Suggestion.Kind;
import org.openpeering.registry.rpki.OriginValidation;
import org.openpeering.registry.rpki.Vrp;

/**
 * What was seen of a prefix, and what that suggests to say of it. A suggestion has been seen for a day and is there now: who
 * attacks for an hour suggests nothing. An origin has to have more for it than time, since a theft that nobody notices lasts,
 * too. Pure.
 *
 * @param since when the prefix was first seen while it was its owner's; null: it was not
 * @param routes for exactly the prefix
 * @param events of the last day
 * @param vrps that cover the prefix
 */
record Observation(
        StatedPolicy stated,
        @Nullable Instant since,
        List<SeenRoute> routes,
        List<RoutingEvent> events,
        List<Vrp> vrps,
        Instant now) {
    static final Duration DAY = Duration.ofHours(24);
    /** Of one kind; those on the most sessions are shown. */
    static final int MOST = 50;

    static Observation of(
            StatedPolicy stated, List<SeenRoute> routes, List<RoutingEvent> events, List<Vrp> vrps, Instant now) {
        Instant made = stated.owner().createdAt();
        Instant first = routes.stream()
                .map(SeenRoute::since)
                .min(Comparator.naturalOrder())
                .map(seen -> seen.isBefore(made) ? made : seen)
                .orElse(null);
        return new Observation(stated, first, routes, events, vrps, now);
    }

    /** When there is a day to judge by; null: nothing has been seen yet. */
    @Nullable
    Instant ready() {
        return since == null ? null : since.plus(DAY);
    }

    /** By their ids; none before there is a day to judge by. */
    List<Suggestion> suggestions() {
        Instant ready = ready();
        return ready == null || now.isBefore(ready)
                ? List.of()
                : Stream.of(upstreams(), siblings(), moreSpecifics())
                        .flatMap(Function.identity())
                        .sorted(Comparator.comparing(Suggestion::id))
                        .toList();
    }

    private Set<Asn> legal() {
        Set<Asn> legal = new HashSet<>(stated.registered().legalOrigins());
        legal.addAll(stated.said().siblings());
        return legal;
    }

    private Stream<Suggestion> upstreams() {
        Set<Asn> legal = legal();
        Set<Asn> known = new HashSet<>(legal);
        known.addAll(stated.registered().upstreams());
        known.addAll(stated.said().upstreams());
        return lasting(route -> route.path()
                        .origin()
                        .filter(legal::contains)
                        .flatMap(origin -> Neighbours.ofOrigin(route.path()))
                        .filter(neighbour -> !known.contains(neighbour)))
                .map(seen -> Suggestion.of(
                        Kind.UPSTREAM,
                        seen.asn(),
                        seen.basis(List.of("AS" + seen.asn() + " stands next to a legal origin."))));
    }

    private Stream<Suggestion> siblings() {
        Set<Asn> legal = legal();
        return lasting(route -> route.path().origin().filter(origin -> !legal.contains(origin)))
                .map(seen -> Suggestion.of(Kind.SIBLING, seen.asn(), seen.basis(signs(seen))))
                .filter(suggestion -> suggestion.restsOn().reasons().size() > 1);
    }

    /** That it originates the prefix, and what speaks for its right to. */
    private List<String> signs(Seen seen) {
        Set<Asn> partner = Set.copyOf(stated.registered().upstreams());
        OriginValidation rpki = OriginValidation.of(vrps, stated.owner().prefix(), seen.asn());
        Stream<String> roa = rpki.state() == OriginValidation.State.VALID
                ? Stream.of("A ROA allows it: "
                        + rpki.covering().stream()
                                .filter(vrp -> vrp.asn().equals(seen.asn()))
                                .map(Vrp::toString)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ".")
                : Stream.empty();
        Stream<String> ways = seen.routes().stream().anyMatch(route -> directly(route, partner))
                ? Stream.of("The partner announces it from its own customer.")
                : Stream.empty();
        return Stream.of(Stream.of("AS" + seen.asn() + " originates the prefix."), roa, ways)
                .flatMap(Function.identity())
                .toList();
    }

    /** What the partner has from somebody else it may have been deceived about. */
    private static boolean directly(SeenRoute route, Set<Asn> partner) {
        return partner.contains(route.peerAsn())
                && Neighbours.ofOrigin(route.path()).filter(partner::contains).isPresent();
    }

    /** An AS number with the routes that name it. */
    private record Seen(Asn asn, List<SeenRoute> routes) {
        Instant since() {
            return routes.stream()
                    .map(SeenRoute::since)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }

        /** Where it is now. */
        int sessions() {
            return (int) routes.stream()
                    .filter(SeenRoute::held)
                    .map(SeenRoute::session)
                    .distinct()
                    .count();
        }

        Basis basis(List<String> reasons) {
            List<SeenRoute> held = routes.stream().filter(SeenRoute::held).toList();
            return new Basis(
                    sessions(),
                    (int) held.stream().map(SeenRoute::peerAsn).distinct().count(),
                    since(),
                    held.stream()
                            .min(Comparator.comparing(SeenRoute::since)
                                    .thenComparing(SeenRoute::session)
                                    .thenComparing(route -> route.path().toString()))
                            .orElseThrow()
                            .path(),
                    reasons);
        }
    }

    /** Those that have been seen for a day and are there now. */
    private Stream<Seen> lasting(Function<SeenRoute, Optional<Asn>> named) {
        TreeMap<Asn, List<SeenRoute>> byAsn = routes.stream()
                .filter(route -> named.apply(route).isPresent())
                .collect(Collectors.groupingBy(
                        route -> named.apply(route).orElseThrow(), TreeMap::new, Collectors.toList()));
        return byAsn.entrySet().stream()
                .map(entry -> new Seen(entry.getKey(), entry.getValue()))
                .filter(seen -> seen.routes().stream().anyMatch(SeenRoute::held))
                .filter(seen -> !seen.since().isAfter(now.minus(DAY)))
                .sorted(Comparator.comparingInt(Seen::sessions).reversed().thenComparing(Seen::asn))
                .limit(MOST);
    }

    /** Of parts that legal origins have announced: they are known by what was told of them. What is forged is no sign. */
    private Stream<Suggestion> moreSpecifics() {
        Set<Asn> legal = legal();
        Integer said = stated.said().longestMoreSpecific();
        IpPrefix prefix = stated.owner().prefix();
        Set<IpPrefix> suspected = events.stream()
                .filter(event -> event.level() == EventLevel.CRITICAL)
                .map(RoutingEvent::offendingPrefix)
                .collect(Collectors.toSet());
        List<RoutingEvent> parts = events.stream()
                .filter(event -> event.seenOrigin() != null && legal.contains(event.seenOrigin()))
                .filter(event -> prefix.contains(event.offendingPrefix())
                        && event.offendingPrefix().length() > (said == null ? prefix.length() : said)
                        && !suspected.contains(event.offendingPrefix()))
                .toList();
        return parts.stream()
                .map(event -> event.offendingPrefix().length())
                .max(Comparator.naturalOrder())
                .map(longest -> Suggestion.of(longest, basis(parts)))
                .stream();
    }

    private static Basis basis(List<RoutingEvent> parts) {
        TreeSet<String> announced = parts.stream()
                .map(event -> event.offendingPrefix() + " by AS" + event.seenOrigin())
                .collect(Collectors.toCollection(TreeSet::new));
        return new Basis(
                (int) parts.stream()
                        .flatMap(event -> event.vantages().stream())
                        .distinct()
                        .count(),
                (int) parts.stream()
                        .flatMap(event -> event.firstHops().stream())
                        .distinct()
                        .count(),
                parts.stream()
                        .map(RoutingEvent::firstSeen)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                path(parts),
                List.of("Legal origins announce parts of the prefix: "
                        + announced.stream().limit(10).collect(Collectors.joining(", "))
                        + (announced.size() > 10 ? " and " + (announced.size() - 10) + " more." : ".")));
    }

    private static @Nullable AsPath path(List<RoutingEvent> parts) {
        return parts.stream()
                .sorted(Comparator.comparing(RoutingEvent::id))
                .flatMap(event -> event.samples().stream())
                .map(ObservedRoute::asPath)
                .findFirst()
                .orElse(null);
    }
}
