/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.contract.insights.CollectorGap.Cause;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RibView;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.insights.collector.Collector;
import org.openpeering.insights.collector.PeerStatus;
import org.openpeering.insights.directory.Directory;
import org.openpeering.insights.gap.CollectorTroubles;
import org.openpeering.insights.gap.FeedTroubles;
import org.openpeering.insights.gap.GapLedger;
import org.openpeering.insights.gap.Lookout;
import org.openpeering.insights.gap.Role;
import org.openpeering.insights.gap.SessionTroubles;
import org.openpeering.insights.gap.TableTroubles;
import org.openpeering.insights.gap.Trouble;
import org.openpeering.insights.ris.RisLive;
import org.openpeering.insights.stream.DetectionMeters;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.topic.TopicFollower;

/** Looks every second for what is not seen, and tells of the gaps that this makes. What makes a gap of it is {@link GapLedger}. */
final class GapWatch implements TopicFollower.Listener<CollectorGap> {
    private static final String RIS = "ris";

    private final Collector collector;
    private final Optional<RisLive> vantages;
    private final KafkaSink sink;
    private final Supplier<? extends Collection<IpPrefix>> monitored;
    private final Directory directory;
    private final LiveCollectors collectors;
    private final GapConfig config;
    private final Duration grace;
    private final Duration patience;
    private final MeterRegistry meters;
    private final Attendance attendance;
    private final GapLedger ledger;
    private final FeedTroubles feed;
    private final Lookout lookout;

    /**
     * @param monitored all that is watched
     * @param grace for how long a router or feed may be away
     * @param coming for how long its tables may be silent after that
     */
    GapWatch(
            Collector collector,
            Optional<RisLive> vantages,
            KafkaSink sink,
            Supplier<? extends Collection<IpPrefix>> monitored,
            Directory directory,
            LiveCollectors collectors,
            Attendance attendance,
            GapConfig config,
            Duration grace,
            Duration coming,
            MeterRegistry meters) {
        this.collector = collector;
        this.vantages = vantages;
        this.sink = sink;
        this.monitored = monitored;
        this.directory = directory;
        this.collectors = collectors;
        this.attendance = attendance;
        this.config = config;
        this.grace = grace;
        this.patience = grace.plus(coming);
        this.meters = meters;
        this.ledger = new GapLedger(config.calm(), config.fold());
        this.feed = new FeedTroubles(RIS, grace, config.fold());
        this.lookout = new Lookout(this::internet, collectors::alive, patience);
        for (Cause cause : Cause.values()) {
            Gauge.builder(
                            "openpeering.gaps.open",
                            ledger,
                            known -> known.open(cause).size())
                    .description("Gaps that go on, of all replicas")
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(meters);
        }
    }

    @Override
    public void received(Received<CollectorGap> message) {
        if (message.body() == null) {
            ledger.forgotten(message.key(), message.revision());
        } else {
            ledger.heard(message.body());
        }
    }

    @Override
    public void caughtUp() {}

    void tick(Instant now) {
        if (!directory.complete() || !directory.gaps().complete()) {
            return;
        }
        Set<String> routers = ledger.open(Cause.ROUTER_LOST);
        Set<String> sessions = ledger.open(Cause.SESSION_LOST);
        List<Trouble> own = new ArrayList<>(TableTroubles.of(collector.tables(), routers, sessions));
        vantages.ifPresent(live -> own.addAll(feed.at(
                now, live.reads() && collector.monitored() > 0, live.status().connectedSince() != null, live.lost())));
        own.addAll(unsent());
        behind(now).ifPresent(own::add);
        Role here = new Here();
        List<Trouble> common = common(routers, sessions, now);
        attendance.trouble(now, ledger.open(Cause.UNATTENDED), collector).ifPresent(common::add);
        unobserved(now).ifPresent(common::add);
        attendance.attend(now, collectors.first());
        ledger.advance(now, own, common, here).forEach(sink::gap);
        ledger.outdated(now.minus(config.kept()), here).forEach(sink::forget);
    }

    private Optional<Trouble> unobserved(Instant now) {
        boolean fed = vantages.isPresent() && !ledger.open(Cause.FEED_LOST).contains(RIS);
        return lookout.at(
                now,
                collector.monitored() > 0,
                !ledger.open(Cause.UNOBSERVED).isEmpty(),
                fed,
                directory.sessions().values().toList());
    }

    /** Of the global table, or of a router that has the Internet in another one: which it is a session's name does not tell. */
    private boolean internet(ObservedSession session) {
        SessionId id = session.id();
        return id.view() == RibView.PRE_POLICY
                && directory
                        .routers()
                        .find(id.router())
                        .filter(router ->
                                id.global() || !router.internetTables().isEmpty())
                        .isPresent();
    }

    private List<Trouble> unsent() {
        List<Trouble> troubles = new ArrayList<>();
        sink.unsent()
                .routes(monitored)
                .ifPresent(routes -> troubles.add(CollectorTroubles.notSent(
                        collectors.self(), routes.since(), routes.count(), routes.prefixes())));
        sink.unsent()
                .sessions()
                .forEach(session ->
                        troubles.add(CollectorTroubles.stateNotSent(session.id(), session.peerAsn(), session.since())));
        return troubles;
    }

    private Optional<Trouble> behind(Instant now) {
        return Optional.ofNullable(meters.find(DetectionMeters.LAG).timer())
                .map(timer -> Duration.ofNanos((long) timer.max(TimeUnit.NANOSECONDS)))
                .filter(lag -> lag.compareTo(config.lag()) > 0)
                .map(lag -> CollectorTroubles.behind(collectors.self(), now, lag));
    }

    private List<Trouble> common(Set<String> openRouters, Set<String> openSessions, Instant now) {
        List<ObservedSession> sessions = directory.sessions().values().toList();
        Map<String, String> metros = directory
                .routers()
                .values()
                .collect(Collectors.toMap(EdgeRouter::name, EdgeRouter::metro, (a, b) -> b));
        return new ArrayList<>(
                new SessionTroubles(metros.keySet(), required(metros), collectors::alive, grace, patience)
                        .of(sessions, openRouters, openSessions, now));
    }

    /** Looked for among the monitored prefixes when there is a session to ask about, which is seldom. */
    private Predicate<ObservedSession> required(Map<String, String> metros) {
        return session -> directory
                .monitored()
                .values()
                .anyMatch(prefix -> prefix.sessions().stream()
                        .anyMatch(wanted -> wanted.peerAddress().equals(session.peerAddress())
                                && wanted.peerAsn().equals(session.peerAsn())
                                && wanted.metro().equalsIgnoreCase(metros.get(session.router()))));
    }

    /** As things stand in one turn. */
    private final class Here implements Role {
        private final Set<String> held = collector.peers().stream()
                .filter(PeerStatus::connected)
                .map(PeerStatus::session)
                .flatMap(
                        session -> Stream.of(session.id().router(), session.id().toString()))
                .collect(Collectors.toSet());

        @Override
        public String self() {
            return collectors.self();
        }

        @Override
        public boolean first() {
            return collectors.first();
        }

        @Override
        public boolean alive(String other) {
            return collectors.alive(other);
        }

        @Override
        public boolean holds(CollectorGap gap) {
            return switch (gap.cause().subject()) {
                case ROUTER, SESSION -> held.contains(gap.name());
                case FEED -> vantages.filter(RisLive::reads).isPresent();
                case COLLECTOR -> gap.name().equals(collectors.self());
            };
        }
    }
}
