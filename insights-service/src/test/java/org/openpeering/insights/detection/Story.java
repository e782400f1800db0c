/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.relationship.Relationships;

/** One prefix's life told step by step; each step is a second after the one before. */
public final class Story {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    public static final long OWNER = 64500;
    public static final long HIJACKER = 64666;
    public static final Peer PARTNER = new Peer("edge-1", "192.0.2.1", 64496);
    public static final Peer BACKUP = new Peer("edge-2", "192.0.2.2", 64497);
    public static final Peer TRANSIT = new Peer("edge-3", "192.0.2.3", 64498);
    /** Of no session that is declared. */
    public static final Peer SECOND = new Peer("edge-2", "192.0.2.22", 64497);

    public static final RequiredSession PRIMARY_SESSION = PARTNER.required("Seattle", SessionRole.PRIMARY);
    public static final RequiredSession BACKUP_SESSION = BACKUP.required("Ashburn", SessionRole.BACKUP);

    final List<RoutingEvent> told = new ArrayList<>();
    final List<PrefixRoutes> routes = new ArrayList<>();
    final IpPrefix prefix;
    private final Detection detection;
    PrefixState state;
    private int second;
    private RpkiView view = RpkiView.UNKNOWN;
    private Relationships known = Relationships.NONE;

    /** A BMP peer. */
    public record Peer(String router, String address, long asn) {
        RequiredSession required(String metro, SessionRole role) {
            return new RequiredSession(IpAddress.parse(address), new Asn(asn), metro, role);
        }

        public ObservedRoute route(IpPrefix prefix, Instant since, String path) {
            return new ObservedRoute(
                    prefix,
                    0,
                    router,
                    IpAddress.parse(address),
                    new Asn(asn),
                    AsPath.parse(path),
                    List.of(new Community(8075, 1)),
                    IpAddress.parse(address),
                    since,
                    since);
        }

        public RouteChange.Withdrawn withdrawal(
                IpPrefix monitored, IpPrefix prefix, Instant arrived, WithdrawalCause cause) {
            return new RouteChange.Withdrawn(
                    monitored,
                    arrived,
                    new RouteId(SessionId.of(router, IpAddress.parse(address)), prefix, 0),
                    new Asn(asn),
                    cause,
                    null);
        }
    }

    Story(String prefix) {
        this(prefix, Limits.DEFAULT);
    }

    Story(String prefix, Limits limits) {
        this(prefix, limits, null);
    }

    /** @param known who is whose customer, at the time */
    Story(String prefix, Supplier<Relationships> known) {
        this(prefix, Limits.DEFAULT, known);
    }

    private Story(String prefix, Limits limits, Supplier<Relationships> given) {
        this.prefix = IpPrefix.parse(prefix);
        this.state = PrefixState.of(this.prefix);
        this.detection = new Detection(
                limits, Networks.DEFAULT, new Interner(), () -> given == null ? known : given.get(), () -> view);
    }

    /** The RPKI says something else from now on, and what it touches is judged anew. */
    Story rpki(RpkiView now) {
        view = now;
        return take(detection.judge(state, at(second++)));
    }

    /** It is known of networks from the beginning. */
    Story knowing(Relationships of) {
        known = of;
        return this;
    }

    /** Declared by its owner with both sessions, and matched against all routes. */
    static Story declared() {
        return new Story("203.0.113.0/24").declare(1, OWNER).synced(1);
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    Story declare(long revision, Long... legalOrigins) {
        return declare(revision, List.of(PRIMARY_SESSION, BACKUP_SESSION), legalOrigins);
    }

    Story declare(long revision, List<RequiredSession> sessions, Long... legalOrigins) {
        List<Asn> legal = Arrays.stream(legalOrigins).map(Asn::new).toList();
        return take(detection.declare(state, new MonitoredPrefix(prefix, revision, legal, sessions), at(second++)));
    }

    Story declare(long revision, RoutingPolicy policy, Long... legalOrigins) {
        List<Asn> legal = Arrays.stream(legalOrigins).map(Asn::new).toList();
        List<RequiredSession> sessions = List.of(PRIMARY_SESSION, BACKUP_SESSION);
        return take(
                detection.declare(state, new MonitoredPrefix(prefix, revision, legal, sessions, policy), at(second++)));
    }

    /** Nothing happens but that time goes on, up to that second. */
    Story wait(int until) {
        second = until + 1;
        return take(detection.advance(state, at(until)));
    }

    /** Something else is known of networks. */
    Story reconsider() {
        return take(detection.reconsider(state, at(second++)));
    }

    Story revoke(long revision) {
        return take(detection.revoke(state, revision, at(second++)));
    }

    Story synced(long revision) {
        return apply(new RouteChange.Synced(prefix, at(second++), revision));
    }

    /** @param alive all collectors that are, as far as this one knows */
    Story synced(long revision, String collector, String... alive) {
        return apply(new RouteChange.Synced(prefix, at(second++), revision, List.of(alive), new Speaker(collector, 0)));
    }

    /** All collectors are asked what they hold. */
    Story ask() {
        state = Detection.ask(state, at(second++).toEpochMilli());
        return this;
    }

    /** To the last request, of a collector that has told what it holds. */
    Story answered(String collector, String... alive) {
        return apply(new RouteChange.Answered(
                prefix, at(second++), state.beyond().asked(), List.of(alive), new Speaker(collector, 0)));
    }

    Story announce(Peer peer, String path) {
        return announce(peer, prefix.toString(), path);
    }

    Story announce(Peer peer, String of, String path) {
        Instant at = at(second++);
        return apply(new RouteChange.Announced(prefix, at, peer.route(IpPrefix.parse(of), at, path)));
    }

    /** With the mark of RFC 9234. */
    Story marked(Peer peer, long marker, String path) {
        Instant at = at(second++);
        ObservedRoute plain = peer.route(prefix, at, path);
        ObservedRoute route = new ObservedRoute(
                prefix,
                0,
                plain.router(),
                plain.peerAddress(),
                plain.peerAsn(),
                plain.asPath(),
                plain.communities(),
                plain.nextHop(),
                at,
                at,
                null,
                new Asn(marker));
        return apply(new RouteChange.Announced(prefix, at, route));
    }

    Story withdraw(Peer peer, WithdrawalCause cause) {
        return withdraw(peer, prefix.toString(), cause);
    }

    Story withdraw(Peer peer, String of, WithdrawalCause cause) {
        return apply(peer.withdrawal(prefix, IpPrefix.parse(of), at(second++), cause));
    }

    Story table(Peer peer, String... held) {
        List<RouteChange.PeerTable.Held> routes = Arrays.stream(held)
                .map(of -> new RouteChange.PeerTable.Held(IpPrefix.parse(of), 0))
                .toList();
        return apply(new RouteChange.PeerTable(
                prefix,
                at(second++),
                SessionId.of(peer.router(), IpAddress.parse(peer.address())),
                new Asn(peer.asn()),
                routes,
                null));
    }

    Story apply(RouteChange change) {
        return take(detection.apply(state, change));
    }

    /** Forgets what was told so far. */
    Story then() {
        told.clear();
        routes.clear();
        return this;
    }

    List<RoutingEvent> told(EventType type) {
        return told.stream().filter(event -> event.type() == type).toList();
    }

    RoutingEvent only(EventType type) {
        List<RoutingEvent> events = told(type);
        if (events.size() != 1) {
            throw new AssertionError("not one event but " + events);
        }
        return events.getFirst();
    }

    private Story take(Effect effect) {
        state = effect.state();
        told.addAll(effect.events());
        if (effect.news()) {
            routes.add(Objects.requireNonNull(state.routes()));
        }
        return this;
    }
}
