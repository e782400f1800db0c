/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.Synced;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.contract.prefix.RoutingPolicy.MaintenanceWindow;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Story.Peer;
import org.openpeering.insights.origin.RpkiView;
import org.openpeering.insights.quality.Continents;
import org.openpeering.insights.quality.Edge;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.LatencyWindow;
import org.openpeering.insights.quality.SeriesKey;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.relationship.Relationships;

/** A monitored prefix in Seattle that is measured by the minute; places and siblings are what a test says. */
final class Surveyed {
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final IpPrefix PREFIX = IpPrefix.parse("203.0.113.0/24");
    static final GeoPosition SEATTLE = new GeoPosition(47.61, -122.33, 10);
    static final Peer PRIMARY = Story.PARTNER;
    static final Peer FAR = new Peer("edge-9", "192.0.2.9", 64496);
    static final String PATH = "64496 64500";

    final List<RoutingEvent> told = new ArrayList<>();
    final Map<String, LongToDoubleFunction> sites = new TreeMap<>();
    List<String> open = List.of("Seattle");

    @Nullable
    Double siblings;

    long samples = 10;
    List<String> agents = List.of("agent-1");
    Instant now = START;
    PrefixState state = PrefixState.of(PREFIX);
    private long revision;
    private final Detection detection = new Detection(
            Limits.DEFAULT,
            Networks.DEFAULT,
            new Interner(),
            () -> Relationships.NONE,
            () -> RpkiView.UNKNOWN,
            Places::new,
            () -> this::sibling);

    private final class Places implements Geography {
        private static final Map<String, Edge> METROS = Map.of(
                "seattle", new Edge("Seattle", new GeoPosition(47.6062, -122.3321, 0), "US"),
                "ashburn", new Edge("Ashburn", new GeoPosition(39.0438, -77.4874, 0), "US"),
                "frankfurt", new Edge("Frankfurt", new GeoPosition(50.1109, 8.6821, 0), "DE"));

        @Override
        public @Nullable Edge metro(String name) {
            return METROS.get(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public @Nullable GeoPosition serviceLocation(String name) {
            return name.equals("Washington") ? new GeoPosition(47.4, -120.5, 300) : null;
        }

        @Override
        public List<Edge> open(Set<Asn> partner) {
            return open.stream().map(this::metro).toList();
        }

        @Override
        public @Nullable String continent(GeoPosition place) {
            Edge nearest = Geography.nearest(place, List.copyOf(METROS.values()));
            return nearest == null ? null : Continents.of(nearest.country());
        }
    }

    private Siblings.@Nullable Usual sibling(Asn partner, String entry, SeriesKey key, IpPrefix except) {
        Double median = siblings;
        return median == null ? null : new Siblings.Usual(median, 5);
    }

    /** Of which nobody knows where it is. */
    static Surveyed somewhere() {
        return new Surveyed().declare(RoutingPolicy.NONE, PRIMARY.required("Seattle", SessionRole.PRIMARY));
    }

    static Surveyed inSeattle() {
        return new Surveyed().declare(RoutingPolicy.NONE.at(SEATTLE), PRIMARY.required("Seattle", SessionRole.PRIMARY));
    }

    /** By a session at a metro far away; the partner has one in Seattle, too. */
    static Surveyed entering(String metro) {
        return new Surveyed().declare(RoutingPolicy.NONE.at(SEATTLE), FAR.required(metro, SessionRole.PRIMARY));
    }

    /** One for each rule, for its texts. */
    static Map<String, List<RoutingEvent>> ways() {
        Duration minutes = Duration.ofMinutes(45);
        Map<String, List<RoutingEvent>> told = new LinkedHashMap<>();
        Surveyed slower =
                somewhere().announce(PRIMARY, PATH).site("Seattle", 20).week();
        told.put(
                "slower than at this hour",
                slower.site("Seattle", 60)
                        .measure(minutes)
                        .site("Seattle", 20)
                        .measure(minutes)
                        .news());
        Surveyed other = somewhere().site("Seattle", 20).site("Ashburn", 70).week();
        told.put(
                "slower at one of two sites",
                other.site("Seattle", 60).measure(minutes).news());
        told.put(
                "much slower than the distance needs",
                inSeattle()
                        .announce(PRIMARY, PATH)
                        .site("Seattle", 30)
                        .measure(Duration.ofHours(7))
                        .news());
        Surveyed far = entering("Ashburn").announce(FAR, PATH).wait(minutes);
        far.open = List.of("Ashburn");
        told.put("enters far away", far.review().wait(minutes).news());
        Surveyed faster =
                entering("Ashburn").announce(FAR, PATH).site("Ashburn", 62).site("Seattle", 5);
        told.put("enters far away, as measured", faster.measure(minutes).news());
        told.put(
                "enters on another continent",
                entering("Frankfurt").announce(FAR, PATH).wait(minutes).news());
        Surveyed sibling = somewhere().announce(PRIMARY, PATH).site("Seattle", 50);
        sibling.siblings = 12.0;
        told.put("slower than its siblings", sibling.measure(minutes).news());
        Surveyed longer = somewhere().announce(PRIMARY, PATH).wait(Duration.ofDays(3));
        told.put(
                "by a longer path",
                longer.announce(PRIMARY, "64496 64510 64511 64500")
                        .wait(minutes)
                        .news());
        Surveyed around = somewhere().announce(PRIMARY, PATH).announce(Story.TRANSIT, "64498 64500");
        told.put("around the partner", around.withdraw(PRIMARY).wait(minutes).news());
        told.put(
                "by a part of it",
                somewhere()
                        .announce(PRIMARY, PATH)
                        .announce(Story.TRANSIT, IpPrefix.parse("203.0.113.128/25"), "64498 64500")
                        .wait(minutes)
                        .news());
        Surveyed wrong = entering("Ashburn").announce(FAR, PATH);
        told.put(
                "nearer than it is said to be",
                wrong.site("Ashburn", 3).measure(minutes).news());
        return told;
    }

    Surveyed declare(RoutingPolicy policy, RequiredSession... sessions) {
        return declare(policy, null, List.of(new Asn(64500)), sessions);
    }

    Surveyed declare(RoutingPolicy policy, @Nullable String location, List<Asn> legal, RequiredSession... sessions) {
        MonitoredPrefix declared =
                new MonitoredPrefix(PREFIX, ++revision, legal, List.of(sessions), policy, List.of(), location);
        take(detection.declare(state, declared, now));
        return take(detection.apply(state, new Synced(PREFIX, now, revision)));
    }

    Surveyed maintained(Instant from, Instant until) {
        MonitoredPrefix was = state.context();
        return declare(
                new RoutingPolicy(
                        List.of(),
                        List.of(),
                        null,
                        true,
                        List.of(new MaintenanceWindow(from, until, "a new router")),
                        List.of(),
                        was.policy().location()),
                was.sessions().toArray(RequiredSession[]::new));
    }

    Surveyed announce(Peer peer, String path) {
        return announce(peer, PREFIX, path);
    }

    Surveyed announce(Peer peer, IpPrefix prefix, String path) {
        return take(detection.apply(state, new Announced(PREFIX, now, peer.route(prefix, now, path), null)));
    }

    Surveyed withdraw(Peer peer) {
        return take(detection.apply(state, peer.withdrawal(PREFIX, PREFIX, now, WithdrawalCause.EXPLICIT)));
    }

    /** What a site takes, by the minute since the beginning. */
    Surveyed site(String name, LongToDoubleFunction median) {
        sites.put(name, median);
        return this;
    }

    Surveyed site(String name, double median) {
        return site(name, _ -> median);
    }

    /** A week in which something is measured every second minute. */
    Surveyed week() {
        return measure(Duration.ofDays(7), 2);
    }

    Surveyed measure(Duration time) {
        return measure(time, 1);
    }

    private Surveyed measure(Duration time, int step) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            sites.forEach((site, median) -> window(site, now, median.applyAsDouble(minute())));
            now = now.plus(Duration.ofMinutes(step));
        }
        return this;
    }

    private long minute() {
        return Duration.between(START, now).toMinutes();
    }

    Surveyed window(String site, Instant minute, double median) {
        return window(new LatencyWindow(
                PREFIX, site, "agent", minute, agents, samples, median * 0.9, median, median * 1.2, 0));
    }

    Surveyed window(LatencyWindow window) {
        return take(detection.measured(state, window, now.plusSeconds(62)));
    }

    /** Time alone goes on. */
    Surveyed wait(Duration time) {
        now = now.plus(time);
        return take(detection.advance(state, now));
    }

    /** Places are looked at again. */
    Surveyed review() {
        return take(detection.review(state, now));
    }

    private Surveyed take(Effect effect) {
        state = effect.state();
        effect.events().stream().filter(event -> Quality.judges(event.type())).forEach(told::add);
        return this;
    }

    /** What was told since it was asked last. */
    List<RoutingEvent> news() {
        List<RoutingEvent> news = List.copyOf(told);
        told.clear();
        return news;
    }

    List<RoutingEvent> open(EventType type) {
        return state.open().values().stream()
                .filter(event -> event.type() == type)
                .toList();
    }
}
