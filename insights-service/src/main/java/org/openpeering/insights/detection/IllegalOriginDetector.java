/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.insights.RoutingEvent.Status;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.text.Prose;
import org.openpeering.insights.detection.Origin.Named;

/**
 * The life of events about routes of an origin that is not legal: one is open for an offender exactly while a route of
 * it is held, or may be carried by somebody whom the limits have left out ({@link Beyond}), and the declaration calls it
 * wrong. Two kinds: exactly the monitored prefix (PrefixOriginAsChangeEvent,
 * contract section C.8), and a part of it, which draws the traffic by longest match whoever announces the whole
 * (PrefixSubPrefixHijackEvent). Each part and each origin has an event of its own.
 *
 * <p>Open events are compared with the routes, never counted up and down,
 * so no order of updates can leave one behind.
 *
 * @param routes the routes to look at
 */
record IllegalOriginDetector(EventType type, String rule, Function<PrefixState, Routes> routes) implements Detector {
    private static final int MOST_SAMPLES = 10;

    @Override
    public List<Finding> examine(Step step) {
        return offenders(step).stream()
                .flatMap(offender -> review(step, offender).stream())
                .toList();
    }

    /** How many offenders there are among the routes held. */
    NavigableSet<EventKey> offenders(MonitoredPrefix context, PrefixState state) {
        NavigableSet<EventKey> keys = new TreeSet<>();
        for (ObservedRoute route : routes.apply(state).values()) {
            if (Origin.offends(context, route)) {
                keys.add(EventKey.of(type, route));
            }
        }
        return keys;
    }

    private NavigableSet<EventKey> offenders(Step step) {
        NavigableSet<EventKey> keys = new TreeSet<>();
        if (step.full()) {
            keys.addAll(offenders(step.context(), step.after()));
            step.before().open().keySet().stream()
                    .filter(key -> key.type() == type)
                    .forEach(keys::add);
        }
        for (ObservedRoute route : step.touched()) {
            if (routes.apply(step.before()).containsKey(route.id())
                    || routes.apply(step.after()).containsKey(route.id())) {
                keys.add(EventKey.of(type, route));
            }
        }
        return keys;
    }

    private Optional<Finding> review(Step step, EventKey offender) {
        Named origin = Named.of(offender.offender());
        RoutingEvent open = step.before().open().get(offender);
        if (open == null && !origin.offends(step.context())) {
            return Optional.empty();
        }
        List<ObservedRoute> held = held(step.after(), offender.offending(), origin);
        if (!held.isEmpty() && origin.offends(step.context())) {
            Carriers carriers = new Carriers(held);
            return Optional.of(open == null ? opened(step, offender, carriers) : updated(step, open, carriers));
        }
        return Optional.ofNullable(open).flatMap(event -> gone(step, offender, event, held));
    }

    /** The end, unless others than those held may carry it: then nobody knows yet. */
    private static Optional<Finding> gone(Step step, EventKey offender, RoutingEvent open, List<ObservedRoute> held) {
        boolean mayGoOn = step.after().beyond().of(offender)
                && Origin.offends(step.context(), open.samples().getFirst());
        if (!mayGoOn) {
            return Optional.of(new Finding(Life.end(open, step.at(), endCause(step, open, held)), true));
        }
        return open.vantages().isEmpty() ? Optional.empty() : Optional.of(new Finding(Life.unseen(open), true));
    }

    private List<ObservedRoute> held(PrefixState state, IpPrefix offending, Named origin) {
        return routes.apply(state).held(offending).stream()
                .filter(route -> origin.originates(route.asPath(), route.peerAsn()))
                .map(Routes.Held::route)
                .toList();
    }

    private Finding opened(Step step, EventKey offender, Carriers carriers) {
        Instant since = carriers.first().since();
        Suspicion suspicion = Suspicion.of(step.context(), step.after(), carriers);
        List<ObservedRoute> samples =
                carriers.routes().stream().limit(MOST_SAMPLES).toList();
        String id = offender.id(step.context().prefix(), step.opening(since), step.declaration());
        List<Evidence> evidence = new ArrayList<>(suspicion.evidence());
        trimmed(step).ifPresent(evidence::add);
        return new Finding(event(step, id, 1, since, carriers, samples, evidence, suspicion.confidence()), true);
    }

    private Finding updated(Step step, RoutingEvent open, Carriers carriers) {
        List<Evidence> evidence = new ArrayList<>(
                Suspicion.of(step.context(), step.after(), carriers).evidence());
        int confidence = new Suspicion(evidence).confidence();
        open.evidence().stream()
                .filter(item ->
                        item.source().equals(Life.LIMITS) || item.source().equals(Life.TRIMMED))
                .forEach(evidence::add);
        boolean tell = !open.vantages().equals(carriers.vantages())
                || !open.firstHops().equals(carriers.firstHops())
                || !open.evidence().equals(evidence)
                || !open.expectedOrigins().equals(step.context().legalOrigins());
        List<ObservedRoute> samples = samples(step, open, carriers.routes());
        long revision = tell ? open.revision() + 1 : open.revision();
        RoutingEvent event =
                event(step, open.id(), revision, open.firstSeen(), carriers, samples, evidence, confidence);
        return new Finding(event, tell);
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
            String id,
            long revision,
            Instant firstSeen,
            Carriers carriers,
            List<ObservedRoute> samples,
            List<Evidence> evidence,
            int confidence) {
        ObservedRoute first = samples.getFirst();
        return new RoutingEvent(
                id,
                revision,
                type,
                type.level(),
                Status.OPEN,
                confidence,
                step.context().prefix(),
                first.prefix(),
                step.context().legalOrigins(),
                Origin.of(first).orElse(null),
                firstSeen,
                latest(samples),
                null,
                null,
                carriers.vantages(),
                carriers.firstHops(),
                evidence,
                samples,
                rule,
                summary(step.context(), first, carriers, confidence));
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

    private static Instant latest(List<ObservedRoute> samples) {
        return samples.stream()
                .map(ObservedRoute::since)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private String summary(MonitoredPrefix context, ObservedRoute first, Carriers carriers, int confidence) {
        boolean part = !first.prefix().equals(context.prefix());
        String kind = part ? "sub-prefix hijack" : "origin change";
        return (Suspicion.certain(confidence)
                        ? Character.toUpperCase(kind.charAt(0)) + kind.substring(1)
                        : "Suspected " + kind)
                + ": " + first.prefix() + (part ? ", a part of the monitored " + context.prefix() + "," : "")
                + " is announced with " + Origin.words(first) + "; " + Wording.legal(context)
                + ". First heard by " + first.router() + " from " + first.peerAddress() + " (AS" + first.peerAsn()
                + ") with " + Wording.path(first) + "; carried by "
                + Prose.count(carriers.vantages().size(), carriers.noun()) + ".";
    }

    private static String endCause(Step step, RoutingEvent open, List<ObservedRoute> held) {
        if (!held.isEmpty()) {
            return (step.context().legalOrigins().isEmpty()
                            ? "No legal origins are declared any more"
                            : "The " + Origin.words(held.getFirst()) + " was declared legal")
                    + ", as of revision " + step.context().revision() + " of the declaration.";
        }
        ObservedRoute was = step.was();
        RouteChange change = step.change();
        return was == null || change == null
                ? "Nobody in sight carries " + open.offendingPrefix() + " from this origin any more."
                : EndCause.of(was, change);
    }
}
