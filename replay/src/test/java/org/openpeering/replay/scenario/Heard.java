/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.insights.detection.Detection;
import org.openpeering.insights.detection.Effect;
import org.openpeering.insights.detection.Interner;
import org.openpeering.insights.detection.Limits;
import org.openpeering.insights.detection.Networks;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.relationship.Relationships;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpki.VrpChanges;
import org.openpeering.registry.rpki.VrpTable;
import org.openpeering.replay.scenario.Scenario.Signing;
import org.openpeering.replay.scenario.Telling.Announced;
import org.openpeering.replay.scenario.Telling.Complete;
import org.openpeering.replay.scenario.Telling.Down;
import org.openpeering.replay.scenario.Telling.Up;
import org.openpeering.replay.scenario.Telling.Withdrawn;

/** What detection says of a scenario to the owner of one prefix. */
final class Heard {
    /** By when all sessions have told their tables. */
    private static final Duration TABLES = Duration.ofSeconds(3);

    /** By when all that is told later has been told. */
    private static final Duration LATER = Duration.ofMinutes(5);

    private static final Duration EARLIER = Duration.ofDays(2);

    /** Who hears it. */
    enum By {
        /** A router whose peers these are; the prefix is registered a moment before. */
        ROUTER("edge-1", Duration.ZERO, WithdrawalCause.PEER_DOWN),
        /** A collector of somebody else; the prefix has been watched for two days. */
        VANTAGES("ris/rrc00", EARLIER, WithdrawalCause.OUT_OF_SIGHT);

        private final String name;
        private final Duration watched;
        private final WithdrawalCause lost;

        By(String name, Duration watched, WithdrawalCause lost) {
            this.name = name;
            this.watched = watched;
            this.lost = lost;
        }
    }

    private final By by;
    private final Scenario scenario;
    private final IpPrefix prefix;
    private final Detection detection;
    private final Map<Peer, Set<IpPrefix>> held = new HashMap<>();
    private final Map<String, RoutingEvent> opened = new LinkedHashMap<>();
    private final Map<String, RoutingEvent> latest = new LinkedHashMap<>();
    private PrefixState state;
    /** What the RPKI says. */
    private RpkiView view = RpkiView.UNKNOWN;

    private Heard(Scenario scenario, Watched watched, By by, Relationships known) {
        this.detection = new Detection(Limits.DEFAULT, Networks.DEFAULT, new Interner(), () -> known, () -> view);
        this.by = by;
        this.scenario = scenario;
        this.prefix = watched.prefix();
        this.state = PrefixState.of(prefix);
        Instant start = scenario.begin().minus(by.watched);
        RoutingPolicy policy = new RoutingPolicy(watched.neighbours(), List.of(), null, true, List.of(), List.of());
        take(detection.declare(
                state, new MonitoredPrefix(prefix, 1, watched.origins(), List.of(), policy), start.minusSeconds(1)));
        List<Signing> signings = new ArrayList<>(scenario.signings());
        boolean tables = true;
        if (by == By.VANTAGES) {
            synced(start);
        }
        for (Telling telling : scenario.tellings()) {
            while (!signings.isEmpty() && signings.getFirst().at().compareTo(telling.at()) <= 0) {
                sign(signings.removeFirst());
            }
            boolean table = telling.at().compareTo(TABLES) < 0;
            if (tables && !table) {
                tables = false;
                if (by == By.ROUTER) {
                    synced(start.plus(TABLES));
                }
            }
            hear(telling, (table ? start : scenario.begin()).plus(telling.at()));
        }
        Duration end = scenario.tellings().getLast().at();
        take(detection.advance(state, scenario.begin().plus(end).plus(LATER)));
    }

    static Heard of(Scenario scenario, Watched watched, By by) {
        return new Heard(scenario, watched, by, Relationships.NONE);
    }

    /** @param known who is whose customer */
    static Heard of(Scenario scenario, Watched watched, By by, Relationships known) {
        return new Heard(scenario, watched, by, known);
    }

    private void sign(Signing signing) {
        VrpChanges vrps = new VrpChanges();
        signing.roas().forEach(roa -> vrps.announce(Vrp.of(roa.prefix(), roa.maxLength(), roa.asn())));
        VrpTable table = VrpTable.of(vrps);
        view = new RpkiView(true, table, table, null);
        take(detection.judge(state, scenario.begin().plus(signing.at())));
    }

    private void synced(Instant at) {
        take(detection.apply(state, new RouteChange.Synced(prefix, at, 1)));
    }

    /** Each as it was opened, without what is only information. */
    List<RoutingEvent> opened() {
        return opened.values().stream()
                .filter(event -> event.level() != EventLevel.INFORMATION)
                .toList();
    }

    /** All as they are at the end. */
    Collection<RoutingEvent> latest() {
        return latest.values();
    }

    private void hear(Telling telling, Instant at) {
        Peer peer = telling.peer();
        Set<IpPrefix> routes = held.computeIfAbsent(peer, _ -> new TreeSet<>());
        switch (telling.said()) {
            case Up _, Complete _ -> {}
            case Down _ -> {
                routes.forEach(each -> take(detection.apply(state, withdrawal(peer, each, at, by.lost))));
                routes.clear();
            }
            case Announced announced -> {
                for (IpPrefix each : concerning(announced.prefixes())) {
                    routes.add(each);
                    take(detection.apply(
                            state, new RouteChange.Announced(prefix, at, route(peer, each, announced, at))));
                }
            }
            case Withdrawn withdrawn -> {
                for (IpPrefix each : concerning(withdrawn.prefixes())) {
                    routes.remove(each);
                    take(detection.apply(state, withdrawal(peer, each, at, WithdrawalCause.EXPLICIT)));
                }
            }
        }
    }

    private List<IpPrefix> concerning(List<IpPrefix> prefixes) {
        return prefixes.stream().filter(prefix::overlaps).toList();
    }

    private ObservedRoute route(Peer peer, IpPrefix each, Announced announced, Instant at) {
        return new ObservedRoute(
                each,
                0,
                by.name,
                peer.address(),
                peer.asn(),
                announced.path(),
                announced.communities(),
                peer.address(),
                at,
                at);
    }

    private RouteChange withdrawal(Peer peer, IpPrefix each, Instant at, WithdrawalCause cause) {
        RouteId route = new RouteId(SessionId.of(by.name, peer.address()), each, 0);
        return new RouteChange.Withdrawn(prefix, at, route, peer.asn(), cause, null);
    }

    private void take(Effect effect) {
        state = effect.state();
        for (RoutingEvent event : new ArrayList<>(effect.events())) {
            opened.putIfAbsent(event.id(), event);
            latest.put(event.id(), event);
        }
    }
}
