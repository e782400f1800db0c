/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.GeoPosition;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Detector.Finding;
import org.openpeering.insights.quality.Facts;
import org.openpeering.insights.quality.Facts.Entry;
import org.openpeering.insights.quality.Geography;
import org.openpeering.insights.quality.Judge;
import org.openpeering.insights.quality.Judge.Change;
import org.openpeering.insights.quality.PathLengths;
import org.openpeering.insights.quality.QualityRule;
import org.openpeering.insights.quality.Siblings;
import org.openpeering.insights.quality.Standing;
import org.openpeering.insights.quality.Verdict;

/**
 * Judges how good the way to a prefix is: hands the rules what they look at, and makes events of what they say. Looks only
 * where a route of the network's own sessions changes, a minute was measured, or time has gone on.
 */
public record Quality(Supplier<Geography> geography, Supplier<Siblings> siblings) {
    static final Quality BLIND = new Quality(() -> Geography.UNKNOWN, () -> Siblings.NONE);

    /** A step, with what the rules keep of it, and what they say. */
    record Judged(Step step, List<Finding> findings) {}

    static boolean judges(EventType type) {
        return type == EventType.PREFIX_SUBOPTIMAL_ROUTING_EVENT
                || type == EventType.PREFIX_LATENCY_DEGRADATION_EVENT
                || type == EventType.PREFIX_GEOLOCATION_EVENT;
    }

    /** Of an event that a rule has led to: the rule, and the site where there is one event for each. */
    static String offender(RoutingEvent event) {
        boolean bySite = event.type() == EventType.PREFIX_LATENCY_DEGRADATION_EVENT;
        String seen = bySite && !event.vantages().isEmpty() ? event.vantages().getFirst() : "";
        int bar = seen.lastIndexOf('|');
        return offender(event.rule(), bar < 0 ? "" : seen.substring(0, bar));
    }

    private static String offender(String rule, String subject) {
        return QualityRule.base(rule) + (subject.isEmpty() ? "" : "|" + subject);
    }

    @SuppressWarnings("ReferenceEquality")
    Judged judged(Step step) {
        if (!looks(step)) {
            return new Judged(step, List.of());
        }
        Memory memory = step.after().memory();
        Standing before = step.before().memory().standing();
        Instant at = step.at().isAfter(memory.advanced()) ? step.at() : memory.advanced();
        Standing now = memory.standing().moved(memory.primary().way().size(), at);
        Instant due = now.measured().next();
        Standing taken = due != null && !due.isAfter(at) ? now.takenIn() : now;
        boolean fresh = taken.measured().series() != before.measured().series();
        Judge.Look look = Judge.look(taken, facts(step, taken, at, fresh));
        List<Finding> findings = new ArrayList<>();
        for (Change change : look.changes()) {
            Finding finding = finding(step, before, change);
            if (finding != null) {
                findings.add(finding);
            }
        }
        Standing after = look.standing();
        return new Judged(after == memory.standing() ? step : step.with(memory.with(after)), findings);
    }

    /** What is measured of late. */
    public static PrefixLatency summary(PrefixState state, long revision, Instant at) {
        MonitoredPrefix context = state.context();
        ObservedRoute best = context == null ? null : BestRoute.of(context, state, SessionRole.PRIMARY);
        String entry = best == null
                ? null
                : Session.of(best)
                        .requiredBy(context)
                        .map(RequiredSession::metro)
                        .orElse(null);
        return new PrefixLatency(
                state.prefix(),
                revision,
                at,
                best == null ? null : best.peerAsn(),
                entry,
                Facts.summary(state.memory().standing().measured(), at));
    }

    /** What vantages tell changes nothing of it, and little what other sessions do than those that have to carry it. */
    private static boolean looks(Step step) {
        if (step.change() == null) {
            return true;
        }
        Memory memory = step.after().memory();
        boolean watched = memory.standing().watchesOtherWays();
        for (Routes.Held route : step.touched()) {
            boolean concerns = !route.session().vantage()
                    && (watched
                            || Session.required(step.context(), route, SessionRole.PRIMARY)
                            || Session.required(step.context(), route, SessionRole.BACKUP)
                            || OtherWays.mayBe(step.context(), memory, route));
            if (concerns) {
                return true;
            }
        }
        return false;
    }

    private Facts facts(Step step, Standing standing, Instant at, boolean fresh) {
        MonitoredPrefix context = step.context();
        Geography known = geography.get();
        Set<Asn> partner = context.sessions().stream()
                .map(RequiredSession::peerAsn)
                .collect(Collectors.toCollection(HashSet::new));
        ObservedRoute best = BestRoute.of(context, step.after(), SessionRole.PRIMARY);
        GeoPosition declared = context.policy().location();
        String location = context.serviceLocation();
        GeoPosition place = declared != null || location == null ? declared : known.serviceLocation(location);
        return new Facts(
                at,
                fresh,
                context.prefix(),
                place,
                declared != null || location == null
                        ? "policy:" + context.revision()
                        : "peering service location:" + location,
                best == null ? null : entry(context, best, partner, known),
                place == null ? List.of() : known.open(partner),
                standing.measured(),
                standing.lengths(),
                OtherWays.of(
                        context,
                        step.after(),
                        best,
                        partner,
                        !standing.lengths().equals(PathLengths.NONE)),
                step.after().memory().primary().flapping(),
                known,
                siblings.get());
    }

    private static Entry entry(MonitoredPrefix context, ObservedRoute best, Set<Asn> partner, Geography known) {
        String metro =
                Session.of(best).requiredBy(context).map(RequiredSession::metro).orElse("");
        boolean direct = !context.legalOrigins().isEmpty() && partner.containsAll(context.legalOrigins());
        return new Entry(
                best.peerAsn(),
                metro,
                known.metro(metro),
                best.asPath().toString(),
                direct,
                best.id().session().toString());
    }

    private static @Nullable Finding finding(Step step, Standing before, Change change) {
        EventKey key = new EventKey(
                change.rule().type(),
                step.context().prefix(),
                offender(change.rule().name(), change.subject()));
        RoutingEvent open = step.before().open().get(key);
        Verdict verdict = change.verdict();
        if (verdict == null) {
            return open == null ? null : new Finding(Life.end(open, step.at(), String.valueOf(change.calmed())), true);
        }
        EventLevel level = open == null || open.level().compareTo(verdict.level()) < 0 ? verdict.level() : open.level();
        if (open == null) {
            return new Finding(event(step, key, null, change, verdict, level), true);
        }
        // What is softened is raised when its window ends, and not before.
        EventLevel said = open.level() == EventLevel.INFORMATION ? open.level() : level;
        return said == open.level() && !Judge.news(before, change)
                ? null
                : new Finding(event(step, key, open, change, verdict, said), true);
    }

    private static RoutingEvent event(
            Step step, EventKey key, @Nullable RoutingEvent open, Change change, Verdict verdict, EventLevel level) {
        ObservedRoute best = BestRoute.of(step.context(), step.after(), SessionRole.PRIMARY);
        Instant last = open != null && open.lastSeen().isAfter(step.at()) ? open.lastSeen() : step.at();
        return new RoutingEvent(
                open == null ? key.id(step.context().prefix(), step.at(), step.declaration()) : open.id(),
                open == null ? 1 : open.revision() + 1,
                key.type(),
                level,
                Status.OPEN,
                verdict.confidence(),
                step.context().prefix(),
                step.context().prefix(),
                step.context().legalOrigins(),
                best == null ? null : Origin.of(best).orElse(null),
                open == null ? change.since() : open.firstSeen(),
                last,
                null,
                null,
                verdict.seen(),
                best == null ? List.of() : List.of(best.peerAsn()),
                verdict.evidence(),
                best == null ? List.of() : List.of(best),
                change.rule().name(),
                verdict.words() + ".");
    }
}
