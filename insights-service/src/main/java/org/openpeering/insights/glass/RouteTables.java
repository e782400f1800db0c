/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.ConfiguredSession;
import org.openpeering.contract.partner.Peering;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.HeldRoute;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.observation.CollectorRuntime;
import org.openpeering.insights.origin.KnownOrigins;
import org.openpeering.insights.origin.OriginState;
import org.openpeering.insights.origin.RpkiOrigins;
import org.openpeering.insights.origin.RpkiVerdict;
import org.openpeering.kit.request.Page;

/** Reads the tables that this replica holds, and knows which sessions a question is about. Reading takes a worker's thread. */
@ApplicationScoped
public class RouteTables {
    /** Most routes that are looked at for one page. */
    private static final int ROUTES = 50_000;

    /** As the real service writes it. */
    private static final DateTimeFormatter RECEIVED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final CollectorRuntime runtime;
    private final Directory directory;
    private final RpkiOrigins rpki;

    RouteTables(CollectorRuntime runtime, Directory directory, RpkiOrigins rpki) {
        this.runtime = runtime;
        this.directory = directory;
        this.rpki = rpki;
    }

    private Collector collector() {
        return runtime.collector().orElseThrow(Replicas::unavailable);
    }

    /** Who holds the sessions of a peering that are established: at its metro, with its addresses and AS number. */
    Holders holders(Peering peering) {
        Set<IpAddress> addresses =
                peering.sessions().stream().map(ConfiguredSession::peerAddress).collect(Collectors.toSet());
        return holders(at(peering.metro())
                .filter(session -> addresses.contains(session.peerAddress())
                        && session.peerAsn().equals(peering.asn())));
    }

    /** Who holds the sessions of an edge site that are established. */
    Holders holders(String site) {
        return holders(at(site));
    }

    private Stream<ObservedSession> at(String metro) {
        Set<String> routers = directory.routersAt(metro);
        return directory.sessions().values().filter(session -> routers.contains(session.router()));
    }

    private Holders holders(Stream<ObservedSession> sessions) {
        return Holders.of(
                sessions.filter(session -> session.established()
                        && session.id().equals(SessionId.of(session.router(), session.peerAddress()))),
                runtime.self().orElseThrow(Replicas::unavailable));
    }

    private Set<SessionId> held(Set<SessionId> wanted) {
        Collector collector = collector();
        return wanted.stream().filter(collector::holds).collect(Collectors.toSet());
    }

    /** A page of the routes of sessions, with one row more than is shown. */
    HeldRoutes page(Set<SessionId> wanted, @Nullable RouteId last, RouteFilter filter) {
        Collector collector = collector();
        RouteWalk walk = new RouteWalk(
                new TextOrder((session, after, limit) ->
                        collector.page(session, Optional.ofNullable(after.prefix()), after.pathId(), limit)),
                route -> view(route, filter));
        return walk.page(held(wanted), last, filter.prefix().orElse(null), Page.SIZE + 1, ROUTES);
    }

    private Optional<ReceivedRouteView> view(HeldRoute route, RouteFilter filter) {
        AsPath path = route.attributes().asPath();
        if (!filter.passes(path)) {
            return Optional.empty();
        }
        OriginState known = known(route);
        RpkiVerdict verdict = rpki.verdict(route.prefix(), path);
        return filter.passes(known, verdict.state())
                ? Optional.of(new ReceivedRouteView(
                        route.prefix().toString(),
                        route.attributes().nextHop().toString(),
                        path.toString(),
                        known.wire(),
                        verdict.state().wire(),
                        verdict.trustAnchor(),
                        RECEIVED.format(route.received())))
                : Optional.empty();
    }

    private OriginState known(HeldRoute route) {
        return KnownOrigins.state(
                route.prefix(),
                route.attributes().asPath(),
                prefix -> directory.monitored().find(prefix.toString()));
    }

    /** Who originates the longest prefix that holds an address, in whatever is held here; empty when nobody does. */
    Optional<Asn> origin(IpAddress address) {
        Optional<Collector> collector = runtime.collector();
        if (collector.isEmpty()) {
            return Optional.empty();
        }
        Set<SessionId> sessions = held(directory
                .sessions()
                .values()
                .filter(ObservedSession::established)
                .map(ObservedSession::id)
                .collect(Collectors.toSet()));
        IpPrefix host = new IpPrefix(address, address.family().bits());
        return collector.get().longestMatch(host, sessions).stream()
                .flatMap(route -> route.attributes().asPath().origin().stream())
                .findFirst();
    }

    /** Of sessions the routes of the longest prefix that holds an address. */
    BgpRoutes longestMatch(Set<SessionId> wanted, IpAddress destination) {
        Set<SessionId> sessions = held(wanted);
        IpPrefix host = new IpPrefix(destination, destination.family().bits());
        List<BgpRouteView> routes = new ArrayList<>();
        for (HeldRoute route : collector().longestMatch(host, sessions)) {
            RpkiVerdict verdict =
                    rpki.verdict(route.prefix(), route.attributes().asPath());
            routes.add(BgpRouteView.of(route, known(route), verdict));
        }
        return new BgpRoutes(sessions.stream().map(SessionId::toString).collect(Collectors.toSet()), routes);
    }
}
