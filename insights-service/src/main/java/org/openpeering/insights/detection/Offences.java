/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RoutingPolicy.AcceptedException;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.detection.Routes.Held;

/**
 * The life of the events of one rule: one is open for an offender exactly while a route of it is held, or may be carried by
 * somebody whom the limits have left out ({@link Beyond}), and the rule calls it wrong. Each prefix that is announced and
 * each offender has an event of its own.
 *
 * <p>Open events are compared with the routes, never counted up and down, so no order of updates can leave one behind.
 */
record Offences(Rule rule, RpkiInvalid rpki) implements Detector {
    private static final int MOST_SAMPLES = 10;

    @Override
    public List<Finding> examine(Step step) {
        return concerned(step)
                ? offenders(step).stream()
                        .flatMap(offender -> review(step, offender).stream())
                        .toList()
                : List.of();
    }

    /** Who offends with the route, unless it is accepted. */
    private @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        Offender offender = rule.offender(context, state, route);
        return offender == null || accepted(context, state, route.prefix(), offender) != null ? null : offender;
    }

    private @Nullable AcceptedException accepted(
            MonitoredPrefix context, PrefixState state, IpPrefix prefix, Offender offender) {
        return context.policy().exceptions().isEmpty()
                ? null
                : OwnersWord.exception(context, state, rule.type(), prefix, offender.asn());
    }

    /** The key of the event that the route calls for; null if it calls for none. */
    @Nullable
    EventKey key(MonitoredPrefix context, PrefixState state, Held route) {
        Offender offender = offender(context, state, route);
        return offender == null ? null : new EventKey(rule.type(), route.prefix(), offender.toString());
    }

    /** The offenders among the routes held. */
    NavigableSet<EventKey> offenders(MonitoredPrefix context, PrefixState state) {
        NavigableSet<EventKey> keys = new TreeSet<>();
        for (Routes routes : List.of(state.exact(), state.others())) {
            for (Held route : routes.held()) {
                add(keys, key(context, state, route));
            }
        }
        return keys;
    }

    private static void add(NavigableSet<EventKey> keys, @Nullable EventKey key) {
        if (key != null) {
            keys.add(key);
        }
    }

    /** Whether the step may concern an offender: most do not, and are done with. */
    private boolean concerned(Step step) {
        if (step.full()) {
            return true;
        }
        for (Held route : step.touched()) {
            if (key(step.context(), step.after(), route) != null) {
                return true;
            }
        }
        return EventKey.byUpstream(rule.type()) && !step.before().open().isEmpty();
    }

    private NavigableSet<EventKey> offenders(Step step) {
        NavigableSet<EventKey> keys = new TreeSet<>();
        if (step.full()) {
            keys.addAll(offenders(step.context(), step.after()));
            step.before().open().keySet().stream()
                    .filter(key -> key.type() == rule.type())
                    .forEach(keys::add);
        } else {
            for (Held route : step.touched()) {
                add(keys, key(step.context(), step.after(), route));
            }
            if (EventKey.byUpstream(rule.type())) {
                // What is known of neighbours may have changed with the route.
                step.before().open().keySet().stream()
                        .filter(key -> key.type() == rule.type())
                        .forEach(keys::add);
            }
        }
        return keys;
    }

    private Optional<Finding> review(Step step, EventKey key) {
        RoutingEvent open = step.before().open().get(key);
        List<Held> held = step.after().routes(key.offending()).held(key.offending());
        Offender offender = Offender.parse(key.offender());
        List<ObservedRoute> carrying = held.stream()
                .filter(route -> offender.equals(offender(step.context(), step.after(), route)))
                .map(Held::route)
                .toList();
        if (!carrying.isEmpty()) {
            Carriers carriers = new Carriers(carrying);
            return Optional.of(open == null ? opened(step, key, carriers) : updated(step, open, carriers));
        }
        return Optional.ofNullable(open).flatMap(event -> gone(step, key, event));
    }

    /** The end, unless others than those held may carry it: then nobody knows yet. */
    private Optional<Finding> gone(Step step, EventKey key, RoutingEvent open) {
        Held first = Held.of(open.samples().getFirst());
        boolean mayGoOn = step.after().beyond().of(key) && key.equals(key(step.context(), step.after(), first));
        if (!mayGoOn) {
            return Optional.of(new Finding(Life.end(open, step.at(), endCause(step, key, open)), true));
        }
        return open.vantages().isEmpty() ? Optional.empty() : Optional.of(new Finding(Life.unseen(open), true));
    }

    private Finding opened(Step step, EventKey key, Carriers carriers) {
        Instant since = carriers.first().since();
        Rule.Charge charge = charge(step, carriers, null);
        List<ObservedRoute> samples =
                carriers.routes().stream().limit(MOST_SAMPLES).toList();
        String id = key.id(step.context().prefix(), step.opening(since), step.declaration());
        List<Evidence> evidence = new ArrayList<>(charge.evidence());
        trimmed(step).ifPresent(evidence::add);
        return new Finding(event(step, key, id, 1, step.firstSeen(since), carriers, samples, evidence, charge), true);
    }

    private Finding updated(Step step, RoutingEvent open, Carriers carriers) {
        Rule.Charge charge = charge(step, carriers, open);
        List<Evidence> evidence = new ArrayList<>(charge.evidence());
        open.evidence().stream()
                .filter(item ->
                        item.source().equals(Life.LIMITS) || item.source().equals(Life.TRIMMED))
                .forEach(evidence::add);
        // Who carries what is harmless is said along with the next change.
        boolean others = charge.level() != EventLevel.INFORMATION
                && (!open.vantages().equals(carriers.vantages())
                        || !open.firstHops().equals(carriers.firstHops()));
        boolean tell = others
                || open.level() != charge.level()
                || !open.evidence().equals(evidence)
                || !open.expectedOrigins().equals(step.context().legalOrigins())
                || !open.expectedUpstreams().equals(charge.expectedUpstreams());
        List<ObservedRoute> samples = samples(step, open, carriers.routes());
        long revision = tell ? open.revision() + 1 : open.revision();
        EventKey key = EventKey.of(open);
        return new Finding(
                event(step, key, open.id(), revision, open.firstSeen(), carriers, samples, evidence, charge), tell);
    }

    /** What is held against the offender, with what the RPKI says of the origin where that is what is wrong. */
    private Rule.Charge charge(Step step, Carriers carriers, @Nullable RoutingEvent open) {
        Rule.Charge charge = rule.charge(step.context(), step.after(), carriers);
        if (!aboutOrigin(rule.type())) {
            return charge;
        }
        Stream<Evidence> said = rpki.knows()
                ? Stream.ofNullable(rpki.said(carriers.first()))
                : Stream.ofNullable(open)
                        .flatMap(event -> event.evidence().stream())
                        .filter(item -> item.source().startsWith(RpkiInvalid.SOURCE));
        List<Evidence> with = Stream.concat(charge.evidence().stream(), said).toList();
        return new Rule.Charge(charge.level(), with, charge.expectedUpstreams());
    }

    private static boolean aboutOrigin(EventType type) {
        return type == EventType.PREFIX_ORIGIN_AS_CHANGE_EVENT
                || type == EventType.PREFIX_BACKUP_ROUTE_ORIGIN_AS_CHANGE_EVENT
                || type == EventType.PREFIX_SUB_PREFIX_HIJACK_EVENT
                || type == EventType.PREFIX_COVERING_ANNOUNCEMENT_EVENT
                || type == EventType.PREFIX_FORGED_ORIGIN_EVENT
                || type == EventType.PREFIX_SQUATTING_EVENT;
    }

    private static Optional<Evidence> trimmed(Step step) {
        return step.left() == 0
                ? Optional.empty()
                : Optional.of(new Evidence(
                        "The update is shown without " + step.left() + " of its AS numbers and communities.",
                        Life.TRIMMED,
                        0));
    }

    private RoutingEvent event(
            Step step,
            EventKey key,
            String id,
            long revision,
            Instant firstSeen,
            Carriers carriers,
            List<ObservedRoute> samples,
            List<Evidence> evidence,
            Rule.Charge charge) {
        ObservedRoute first = samples.getFirst();
        return new RoutingEvent(
                id,
                revision,
                rule.type(),
                charge.level(),
                Status.OPEN,
                charge.confidence(),
                step.context().prefix(),
                first.prefix(),
                step.context().legalOrigins(),
                Origin.of(first).orElse(null),
                charge.expectedUpstreams(),
                EventKey.byUpstream(rule.type())
                        ? Offender.parse(key.offender()).asn()
                        : null,
                firstSeen,
                latest(samples, firstSeen),
                null,
                null,
                carriers.vantages(),
                carriers.firstHops(),
                evidence,
                samples,
                rule.name(),
                summary(step.context(), first, carriers, charge));
    }

    /** The offending update stays first; beyond ten the oldest of the others gives way to the newest. */
    private static List<ObservedRoute> samples(Step step, RoutingEvent open, Collection<ObservedRoute> held) {
        ObservedRoute is = step.is();
        if (is == null || !held.contains(is) || open.samples().contains(is)) {
            return open.samples();
        }
        List<ObservedRoute> samples = new ArrayList<>(open.samples());
        if (samples.size() == MOST_SAMPLES) {
            samples.remove(1);
        }
        samples.add(is);
        return samples;
    }

    private static Instant latest(List<ObservedRoute> samples, Instant firstSeen) {
        return Stream.concat(Stream.of(firstSeen), samples.stream().map(ObservedRoute::since))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private String summary(MonitoredPrefix context, ObservedRoute first, Carriers carriers, Rule.Charge charge) {
        return rule.words(context, first, charge)
                + ". First heard by " + first.router() + " from " + first.peerAddress() + " (AS" + first.peerAsn()
                + ") with " + Wording.path(first) + "; carried by "
                + Prose.count(carriers.vantages().size(), carriers.noun()) + ".";
    }

    private String endCause(Step step, EventKey key, RoutingEvent open) {
        Optional<ObservedRoute> acquitted = open.samples().stream()
                .filter(sample -> sample.equals(step.after().route(sample.id())))
                .findFirst()
                .or(() -> acquitted(step, key));
        if (acquitted.isPresent()) {
            AcceptedException exception =
                    accepted(step.context(), step.after(), key.offending(), Offender.parse(key.offender()));
            return exception == null
                    ? rule.acquittal(step.context(), acquitted.orElseThrow())
                    : OwnersWord.words(step.context(), exception);
        }
        ObservedRoute was = step.was();
        RouteChange change = step.change();
        return was == null || change == null
                ? "Nobody in sight carries " + open.offendingPrefix() + " from this origin any more."
                : EndCause.of(was, change);
    }

    /** A route that is still held which another declaration called wrong. */
    private Optional<ObservedRoute> acquitted(Step step, EventKey key) {
        MonitoredPrefix before = step.before().context();
        return !step.full() || before == null
                ? Optional.empty()
                : step.after().routes(key.offending()).held(key.offending()).stream()
                        .filter(route -> key.equals(key(before, step.before(), route)))
                        .map(Held::route)
                        .findFirst();
    }
}
