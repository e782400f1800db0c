/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.Answered;
import org.openpeering.contract.insights.RouteChange.FeedGap;
import org.openpeering.contract.insights.RouteChange.PeerTable;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChange.Withdrawn;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Detector.Finding;
import org.openpeering.insights.detection.PrefixState.Said;
import org.openpeering.insights.detection.PrefixState.Table;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.LatencyWindow;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.quality.Standing;
import org.openpeering.insights.relationship.Relationships;

/**
 * Follows monitored prefixes: applies one input to a state and says what follows.
 *
 * <p>The order of the topic is the truth; times are evidence, since collectors' clocks differ. An input applied a second
 * time finds its route held, or gone, and leads to nothing. The declaration may come before or after the routes: it is
 * compared with all that is held. {@code DetectionPropertiesTest} checks both on random histories. What depends on time are
 * deadlines of the state ({@link #advance}).
 */
public final class Detection {
    private final Limits limits;
    private final Holding holding;
    private final List<Offences> offences;
    private final List<Detector> detectors;
    private final Beginning beginning;
    private final Supplier<Relationships> known;
    private final RpkiInvalid rpki;
    private final Quality quality;

    public Detection(Limits limits) {
        this(limits, Networks.DEFAULT, new Interner());
    }

    public Detection(Limits limits, Networks networks) {
        this(limits, networks, new Interner());
    }

    public Detection(Limits limits, Networks networks, Interner interner) {
        this(limits, networks, interner, () -> Relationships.NONE, () -> RpkiView.UNKNOWN);
    }

    /** Without what the RPKI says. */
    public Detection(Limits limits, Networks networks, Interner interner, Supplier<Relationships> known) {
        this(limits, networks, interner, known, () -> RpkiView.UNKNOWN);
    }

    /** Of who knows nothing of places and siblings. */
    public Detection(
            Limits limits,
            Networks networks,
            Interner interner,
            Supplier<Relationships> known,
            Supplier<RpkiView> signed) {
        this(limits, networks, interner, known, signed, Quality.BLIND.geography(), Quality.BLIND.siblings());
    }

    /**
     * @param interner of the instance
     * @param known who is whose customer, as it is known at the time
     * @param signed what the RPKI says, as it is known at the time
     * @param geography where things are, likewise
     * @param siblings how others fare, likewise
     */
    public Detection(
            Limits limits,
            Networks networks,
            Interner interner,
            Supplier<Relationships> known,
            Supplier<RpkiView> signed,
            Supplier<Geography> geography,
            Supplier<Siblings> siblings) {
        this.rpki = new RpkiInvalid(signed);
        AspaPath aspa = new AspaPath(signed);
        List<Offences> rules = Stream.of(
                        OriginChange.ACTIVE,
                        OriginChange.BACKUP,
                        new SubPrefixHijack(),
                        new CoveringAnnouncement(),
                        new ForgedOrigin(
                                networks,
                                (customer, provider) -> known.get().attested(customer, provider),
                                (asn, other) -> known.get().of(asn, other),
                                aspa),
                        new RouteLeak(
                                networks,
                                List.of(
                                        new ValleyFree(known, signed),
                                        new Peerlock(networks),
                                        aspa,
                                        new OnlyToCustomers(known))),
                        new Squatting(),
                        rpki,
                        new MoreSpecific())
                .map(rule -> new Offences(rule, rpki))
                .toList();
        this.limits = limits;
        this.known = known;
        this.quality = new Quality(geography, siblings);
        this.beginning = new Beginning(networks);
        this.offences = rules.stream()
                .filter(kind -> Ledger.offence(kind.rule().type()))
                .toList();
        this.detectors = Stream.concat(
                        Stream.of(
                                new AnnouncementDetector(),
                                new WithdrawalDetector(),
                                new PathDetector(),
                                new PathChangeDetector(),
                                new FlapDetector(),
                                new VisibilityDetector()),
                        rules.stream())
                .toList();
        this.holding = new Holding(limits, interner, offences);
    }

    /** Applies what the collector saw. */
    public Effect apply(PrefixState state, RouteChange change) {
        Effect due = advance(state, change.arrived());
        return due.any() ? due.then(arrived(due.state(), change)) : arrived(state, change);
    }

    /**
     * What follows from time alone, up to then: deadlines that are over, in their order. Done before each change and each
     * declaration, so that what is told does not depend on when else it is done.
     */
    public Effect advance(PrefixState state, Instant to) {
        Effect all = Effect.nothing(state);
        Instant next = next(state);
        while (next != null && !next.isAfter(to)) {
            Instant at = next;
            PrefixState before = all.state();
            PrefixState after = before.with(before.memory().advanced(at));
            boolean word = at.equals(OwnersWord.next(before));
            all = all.then(step(
                    before,
                    after,
                    at,
                    context ->
                            word ? Step.whole(before, after, context, at) : Step.moment(before, after, context, at)));
            next = next(all.state());
        }
        return all;
    }

    /** When what is known of networks was found out; null: nothing is known yet. */
    public @Nullable Instant knowledge() {
        return known.get().at();
    }

    /** What follows from what has become known of networks, where no route comes again that would be judged by it. */
    public Effect reconsider(PrefixState state, Instant now) {
        Effect due = advance(state, now);
        PrefixState before = due.state();
        PrefixState after = before.with(before.memory().advanced(now));
        Effect found = step(before, after, now, context -> Step.whole(before, after, context, now));
        return found.events().isEmpty() ? due : due.then(found);
    }

    /** What follows from what is known of networks, and from what the RPKI says, at this moment, of the routes that are held. */
    @SuppressWarnings("ReferenceEquality")
    public Effect judge(PrefixState state, Instant now) {
        Effect due = advance(state, now);
        PrefixState before = due.state();
        Effect judged = step(before, before, now, context -> Step.judged(before, before, context, now));
        PrefixState after = judged.state();
        if (!judged.events().isEmpty()) {
            // As time that went on: no message comes again that led to it.
            return due.then(new Effect(true, after.with(after.memory().advanced(now)), judged.events(), judged.news()));
        }
        return after.memory() == before.memory() ? due : due.then(judged);
    }

    /** The next deadline of a state; null if it has none. */
    public static @Nullable Instant next(PrefixState state) {
        Memory memory = state.memory();
        return state.context() == null
                ? null
                : earlier(
                        earlier(
                                earlier(OwnersWord.next(state), memory.primary().next()),
                                earlier(memory.backup().next(), memory.losses().next())),
                        memory.standing().next(memory.advanced()));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** Applies what was measured in a minute; of a prefix that nobody declares nothing is kept. */
    @SuppressWarnings("ReferenceEquality")
    public Effect measured(PrefixState state, LatencyWindow window, Instant arrived) {
        if (state.context() == null || !window.prefix().equals(state.prefix())) {
            return Effect.nothing(state);
        }
        Effect all = advance(state, arrived);
        if (all.state().memory().standing().endsMinute(window)) {
            PrefixState before = all.state();
            PrefixState after =
                    before.with(before.memory().with(before.memory().standing().takenIn()));
            all = all.then(step(before, after, arrived, context -> Step.moment(before, after, context, arrived)));
        }
        PrefixState now = all.state();
        Instant at = arrived.isAfter(now.memory().advanced())
                ? arrived
                : now.memory().advanced();
        Standing before = now.memory().standing();
        Standing after = before.with(window, at);
        return after == before
                ? all
                : all.then(new Effect(true, now.with(now.memory().with(after)), List.of(), false));
    }

    /** Looks again at what depends on where things are, which no message of the prefix tells. */
    public Effect review(PrefixState state, Instant at) {
        Effect due = advance(state, at);
        PrefixState before = due.state();
        Effect looked = before.context() == null
                ? Effect.nothing(before)
                : step(before, before, at, context -> Step.moment(before, before, context, at));
        return looked.events().isEmpty() && looked.state().equals(before) ? due : due.then(looked);
    }

    private Effect arrived(PrefixState state, RouteChange change) {
        String source = change.source();
        Speaker by = change.by();
        if (source == null || by == null) {
            return change(state, change);
        }
        Long newest = state.epochs().get(source);
        long known = newest == null ? 0 : newest;
        if (by.epoch() < known) {
            // Of a connection that the router has left since, or of a collector that does not read the feed any more.
            return Effect.nothing(state);
        }
        return by.epoch() == known
                ? change(state, change)
                : change(state.with(source, by.epoch()), change).changed();
    }

    private Effect change(PrefixState state, RouteChange change) {
        return switch (change) {
            case Announced announced -> announced(state, announced);
            case Withdrawn withdrawn -> withdrawn(state, withdrawn);
            case Synced synced -> synced(state, synced);
            case PeerTable table -> peerTable(state, table);
            case Answered answered -> answered(state, answered);
            case FeedGap gap -> feedGap(state, gap);
        };
    }

    /**
     * Whether all collectors are to be asked what they hold, see {@link #ask}, since some of it was left out. Where a collector's
     * word is missing ({@link PrefixState#waits}) there may be a reason, too, once it has been waited for.
     */
    public boolean asks(PrefixState state) {
        return holding.asks(state);
    }

    /**
     * The state with a new request for all routes.
     *
     * @param now wall clock, milliseconds: numbers grow over the life of a state
     */
    public static PrefixState ask(PrefixState state, long now) {
        return state.with(state.beyond().asked(Math.max(now, state.beyond().asked() + 1)));
    }

    private Effect answered(PrefixState state, Answered answered) {
        PrefixState said = state.with(state.beyond().answered(answered));
        boolean all = said.beyond().answers().complete();
        PrefixState after = all ? said.settled() : said;
        if (after.equals(state)) {
            return Effect.nothing(state);
        }
        return all
                ? step(
                        state,
                        after,
                        answered.arrived(),
                        context -> Step.whole(state, after, context, answered.arrived()))
                : new Effect(true, after, List.of(), false);
    }

    /** Whether the change announces a route that is held without some of its attributes, since there are too many. */
    public static boolean trims(RouteChange change) {
        ObservedRoute route = change.announced();
        return route != null && Holding.trimmed(route).left() > 0;
    }

    /** Whether an event goes on as it was told, with other who carry it: what follows may be told with that. */
    public static boolean goesOn(PrefixState before, RoutingEvent event) {
        RoutingEvent was = before.open().get(EventKey.of(event));
        return was != null
                && event.status() == Status.OPEN
                && event.confidence() == was.confidence()
                && event.level() == was.level()
                && event.expectedOrigins().equals(was.expectedOrigins());
    }

    /** Applies what the owner declares; a revision that is not newer leads to nothing. */
    public Effect declare(PrefixState state, MonitoredPrefix declared, Instant at) {
        if (declared.revision() <= state.declared().revision()) {
            return Effect.nothing(state);
        }
        Effect due = advance(state, at);
        PrefixState before = due.state();
        PrefixState after = beginning.noted(before, before.with(declared, at));
        return due.then(step(before, after, at, context -> Step.whole(before, after, context, at)));
    }

    /**
     * Applies that the owner takes the declaration back: what is open ends, the routes are dropped unless they were
     * matched for a later declaration already. The new state's {@code said} has the revision for the tombstone of
     * PrefixRoutes.
     *
     * @param revision of the revocation
     */
    public Effect revoke(PrefixState state, long revision, Instant at) {
        boolean known = state.context() == null
                ? revision <= state.declared().revision()
                : revision < state.declared().revision();
        if (known) {
            return Effect.nothing(state);
        }
        String cause = "The prefix is not monitored any more, as of revision " + revision + ".";
        List<RoutingEvent> ended = state.open().values().stream()
                .map(open -> Life.end(open, at, cause))
                .toList();
        return new Effect(true, state.revoked(revision, nextRevision(state, at)), ended, false);
    }

    private Effect announced(PrefixState state, Announced announced) {
        Holding.Trimmed trimmed = Holding.trimmed(announced.route());
        ObservedRoute route = trimmed.route();
        ObservedRoute was = state.route(route.id());
        boolean concerns = state.prefix().overlaps(route.prefix());
        if (!concerns || (was != null && same(was, route) && !Doubt.of(state).of(was))) {
            return Effect.nothing(state);
        }
        PrefixState noted = beginning.noted(state, route);
        boolean covers = route.prefix().length() < state.prefix().length();
        if (covers && was == null && !CoveringAnnouncement.isNew(noted, route)) {
            return noted.equals(state) ? Effect.nothing(state) : new Effect(true, noted, List.of(), false);
        }
        Holding.Placed held = covers && !CoveringAnnouncement.wrong(noted, route)
                ? new Holding.Placed(noted.without(route.id()), null)
                : holding.hold(noted, route);
        Instant at = announced.arrived();
        Announced change = new Announced(state.prefix(), at, route, announced.by());
        return step(
                state,
                held.state(),
                at,
                context -> new Step(state, held.state(), context, at, change, was, held.evicted(), trimmed.left()));
    }

    private Effect withdrawn(PrefixState state, Withdrawn withdrawn) {
        RouteId key = withdrawn.id();
        ObservedRoute was = state.route(key);
        if (was == null) {
            return Effect.nothing(state);
        }
        PrefixState after = state.without(key);
        Instant at = withdrawn.arrived();
        return step(state, after, at, context -> new Step(state, after, context, at, withdrawn, was, null, 0));
    }

    /** What the peer does not hold any more was withdrawn while nobody looked. */
    private Effect peerTable(PrefixState state, PeerTable table) {
        Set<PeerTable.Held> held = Set.copyOf(table.held());
        return withdrawnAll(
                state,
                table,
                WithdrawalCause.RESYNC,
                route -> route.id().session().equals(table.id())
                        && !held.contains(new PeerTable.Held(route.prefix(), route.pathId())));
    }

    /** What has been in doubt for too long goes; open events say what is in doubt now. */
    private Effect feedGap(PrefixState state, FeedGap gap) {
        Instant outOfSight = gap.outOfSight();
        Effect ended = outOfSight == null
                ? Effect.nothing(state)
                : withdrawnAll(
                        state,
                        gap,
                        WithdrawalCause.OUT_OF_SIGHT,
                        route -> told(route, gap) && route.since().isBefore(outOfSight));
        PrefixState after = ended.state();
        boolean carried = after.open().values().stream()
                .flatMap(event -> event.vantages().stream())
                .anyMatch(vantage -> vantage.startsWith(gap.feed() + "/"));
        if (!carried) {
            return ended;
        }
        Instant at = gap.arrived();
        Effect doubted = step(after, after, at, context -> Step.whole(after, after, context, at));
        return doubted.events().isEmpty() ? ended : ended.then(doubted);
    }

    private static boolean told(ObservedRoute route, FeedGap gap) {
        return route.id().session().vantage() && route.id().session().source().equals(gap.feed());
    }

    private Effect withdrawnAll(
            PrefixState state, RouteChange change, WithdrawalCause cause, Predicate<ObservedRoute> which) {
        List<ObservedRoute> gone = Stream.of(state.exact(), state.others())
                .flatMap(routes -> routes.values().stream())
                .filter(which)
                .toList();
        Effect all = Effect.nothing(state);
        for (ObservedRoute route : gone) {
            Withdrawn withdrawn =
                    new Withdrawn(state.prefix(), change.arrived(), route.id(), route.peerAsn(), cause, change.by());
            all = all.then(withdrawn(all.state(), withdrawn));
        }
        return all;
    }

    private static Effect synced(PrefixState state, Synced synced) {
        Table table = state.table().with(synced);
        return table.equals(state.table())
                ? Effect.nothing(state)
                : tell(state, state.with(table), synced.arrived(), List.of());
    }

    /** Times do not count: a collector that starts again tells the same route with new ones. */
    private static boolean same(ObservedRoute was, ObservedRoute route) {
        return was.peerAsn().equals(route.peerAsn())
                && was.asPath().equals(route.asPath())
                && was.communities().equals(route.communities())
                && was.nextHop().equals(route.nextHop())
                && Objects.equals(was.onlyToCustomer(), route.onlyToCustomer());
    }

    private Effect step(PrefixState before, PrefixState after, Instant at, Function<MonitoredPrefix, Step> taken) {
        MonitoredPrefix context = after.context();
        if (context == null) {
            return new Effect(true, after, List.of(), false);
        }
        Step seen = taken.apply(context);
        Quality.Judged judged = quality.judged(seen.with(rpki.vouched(seen)).remembered());
        Step step = judged.step();
        PrefixState remembered = step.after();
        Ledger ledger = new Ledger(limits, remembered, at);
        boolean wasFull = ledger.full();
        ledger.enter(examine(step, judged.findings()));
        if (wasFull && !ledger.full()) {
            // There is room for offences that had none.
            PrefixState roomy = ledger.close(remembered, context, offences);
            ledger.enter(examine(Step.whole(roomy, roomy, context, at), List.of()));
        }
        return tell(before, ledger.close(remembered, context, offences), at, ledger.told());
    }

    private List<Finding> examine(Step step, List<Finding> judged) {
        List<Finding> findings = new ArrayList<>(judged);
        for (Detector detector : detectors) {
            findings.addAll(detector.examine(step));
        }
        return OwnersWord.heed(step, findings);
    }

    /**
     * Says whether the routes are to be told, too: when they changed, or count for a newer declaration; never before the
     * first sync. A map that is the same object was not changed, which spares comparing contents.
     */
    @SuppressWarnings("ReferenceEquality")
    private static Effect tell(PrefixState before, PrefixState after, Instant at, List<RoutingEvent> events) {
        long monitored = Math.min(after.declared().revision(), after.table().synced());
        boolean ready = after.context() != null && monitored > 0;
        boolean news = monitored > after.said().monitoredRevision() || before.exact() != after.exact();
        return ready && news
                ? new Effect(true, after.with(new Said(nextRevision(after, at), monitored)), events, true)
                : new Effect(true, after, events, false);
    }

    private static long nextRevision(PrefixState state, Instant at) {
        return Math.max(state.said().revision() + 1, at.toEpochMilli());
    }
}
