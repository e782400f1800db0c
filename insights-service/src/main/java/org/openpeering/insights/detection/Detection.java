/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import static org.openpeering.contract.insights.EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT;
import static org.openpeering.contract.insights.EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.PeerTable;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChange.Withdrawn;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detector.Finding;
import org.openpeering.insights.detection.PrefixState.Said;

/**
 * Follows monitored prefixes: applies one input to a state and says what follows.
 *
 * <p>The order of the topic is the truth; times are evidence, since collectors' clocks differ. An input applied a second
 * time finds its route held, or gone, and leads to nothing. The declaration may come before or after the routes: it is
 * compared with all that is held. {@code DetectionPropertiesTest} checks both on random histories.
 */
public final class Detection {
    private final Limits limits;
    private final Holding holding;
    private final IllegalOriginDetector originChanges =
            new IllegalOriginDetector(PREFIX_ORIGIN_AS_CHANGE_EVENT, "origin-change/1", PrefixState::exact);
    private final IllegalOriginDetector subPrefixHijacks =
            new IllegalOriginDetector(PREFIX_SUB_PREFIX_HIJACK_EVENT, "sub-prefix-hijack/1", PrefixState::specifics);
    private final List<IllegalOriginDetector> offences = List.of(originChanges, subPrefixHijacks);
    private final List<Detector> detectors =
            List.of(new AnnouncementDetector(), new WithdrawalDetector(), originChanges, subPrefixHijacks);

    public Detection(Limits limits) {
        this.limits = limits;
        this.holding = new Holding(limits);
    }

    /** Applies what the collector saw. A route that holds the monitored prefix does not concern this version. */
    public Effect apply(PrefixState state, RouteChange change) {
        return switch (change) {
            case Announced announced -> announced(state, announced);
            case Withdrawn withdrawn -> withdrawn(state, withdrawn);
            case Synced synced -> synced(state, synced);
            case PeerTable table -> peerTable(state, table);
        };
    }

    /** Applies what the owner declares; a revision that is not newer leads to nothing. */
    public Effect declare(PrefixState state, MonitoredPrefix declared, Instant at) {
        return declared.revision() <= state.contextRevision()
                ? Effect.nothing(state)
                : step(state, state.with(declared), at, null, null);
    }

    /**
     * Applies that the owner takes the declaration back: what is open ends, the routes are dropped unless they were
     * matched for a later declaration already. The new state's {@code said} has the revision for the tombstone of
     * PrefixRoutes.
     *
     * @param revision of the revocation
     */
    public Effect revoke(PrefixState state, long revision, Instant at) {
        boolean known =
                state.context() == null ? revision <= state.contextRevision() : revision < state.contextRevision();
        if (known) {
            return Effect.nothing(state);
        }
        String cause = "The prefix is not monitored any more, as of revision " + revision + ".";
        List<RoutingEvent> ended = state.open().values().stream()
                .map(open -> Life.end(open, at, cause))
                .toList();
        return new Effect(true, state.revoked(revision, nextRevision(state, at)), ended, null);
    }

    private Effect announced(PrefixState state, Announced announced) {
        ObservedRoute route = Holding.trimmed(announced.route());
        ObservedRoute was = state.route(RouteKey.of(route));
        boolean concerns = state.prefix().contains(route.prefix());
        return !concerns || (was != null && same(was, route))
                ? Effect.nothing(state)
                : step(
                        state,
                        holding.hold(state, route),
                        announced.arrived(),
                        new Announced(state.prefix(), announced.arrived(), route),
                        was);
    }

    private Effect withdrawn(PrefixState state, Withdrawn withdrawn) {
        RouteKey key = RouteKey.of(withdrawn);
        ObservedRoute was = state.route(key);
        return was == null
                ? Effect.nothing(state)
                : step(state, state.without(key), withdrawn.arrived(), withdrawn, was);
    }

    /** What the peer does not hold any more was withdrawn while nobody looked. */
    private Effect peerTable(PrefixState state, PeerTable table) {
        Set<PeerTable.Held> held = Set.copyOf(table.held());
        List<RouteKey> gone = Stream.of(state.exact(), state.specifics())
                .flatMap(routes -> routes.keySet().stream())
                .filter(key -> key.router().equals(table.router()))
                .filter(key -> key.peerAddress().equals(table.peerAddress()))
                .filter(key -> !held.contains(new PeerTable.Held(key.prefix(), key.pathId())))
                .toList();
        Effect all = Effect.nothing(state);
        for (RouteKey key : gone) {
            Withdrawn withdrawn = new Withdrawn(
                    state.prefix(),
                    table.arrived(),
                    key.prefix(),
                    key.pathId(),
                    key.router(),
                    key.peerAddress(),
                    table.peerAsn(),
                    WithdrawalCause.RESYNC);
            all = all.then(withdrawn(all.state(), withdrawn));
        }
        return all;
    }

    private static Effect synced(PrefixState state, Synced synced) {
        return synced.monitoredRevision() <= state.syncedRevision()
                ? Effect.nothing(state)
                : tell(state, state.withSynced(synced.monitoredRevision()), synced.arrived(), List.of());
    }

    /** Times do not count: a collector that starts again tells the same route with new ones. */
    private static boolean same(ObservedRoute was, ObservedRoute route) {
        return was.peerAsn().equals(route.peerAsn())
                && was.asPath().equals(route.asPath())
                && was.communities().equals(route.communities())
                && was.nextHop().equals(route.nextHop());
    }

    private Effect step(
            PrefixState before,
            PrefixState after,
            Instant at,
            @Nullable RouteChange change,
            @Nullable ObservedRoute was) {
        MonitoredPrefix context = after.context();
        if (context == null) {
            return new Effect(true, after, List.of(), null);
        }
        Ledger ledger = new Ledger(limits, after.open());
        boolean wasFull = ledger.full();
        ledger.enter(examine(new Step(before, after, context, at, change, was)));
        if (wasFull && !ledger.full()) {
            // There is room for offences that had none.
            PrefixState roomy = ledger.close(after, context, offences);
            ledger.enter(examine(new Step(roomy, roomy, context, at, null, null)));
        }
        return tell(before, ledger.close(after, context, offences), at, ledger.told());
    }

    private List<Finding> examine(Step step) {
        return detectors.stream()
                .flatMap(detector -> detector.examine(step).stream())
                .toList();
    }

    /** Adds the routes to what is told: when they changed, or count for a newer declaration; never before the first sync. */
    private static Effect tell(PrefixState before, PrefixState after, Instant at, List<RoutingEvent> events) {
        long monitored = Math.min(after.contextRevision(), after.syncedRevision());
        boolean ready = after.context() != null && monitored > 0;
        boolean news =
                monitored > after.said().monitoredRevision() || !before.exact().equals(after.exact());
        if (!ready || !news) {
            return new Effect(true, after, events, null);
        }
        Said said = new Said(nextRevision(after, at), monitored);
        PrefixState state = after.with(said);
        return new Effect(true, state, events, state.routes());
    }

    private static long nextRevision(PrefixState state, Instant at) {
        return Math.max(state.said().revision() + 1, at.toEpochMilli());
    }
}
