/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.insights.detection.Routes.Held;
import org.openpeering.insights.relationship.Relationship;

/**
 * A legal origin behind a network that nobody knows to be its neighbour: whoever announces a prefix that is not his may write
 * its owner at the end of the path, and then no origin is wrong. The offender is the network beside the origin (type 1), or
 * beside one of the owner's upstreams (type N), which the owner does not list, none of the networks has attested, and the
 * state has not seen there before ({@link Beginning}).
 *
 * <p>Critical where the owner lists upstreams and the one beside the origin is none of them, or where it has signed that it is none
 * and the path is ASPA-invalid; a Warning where he lists none, and for a link farther away, of which the owner cannot know: nor is
 * that told where the network beside the upstream is known to be a provider or a peer of it, which passes on what it has of the
 * upstream. What is not settled yet is not known.
 */
record ForgedOrigin(
        Networks networks, Attestations attestations, BiFunction<Asn, Asn, Relationship> known, AspaPath aspa)
        implements Rule {
    /**
     * Two networks beside each other on the way to the origin.
     *
     * @param near on the origin's side
     * @param direct whether it is the owner's
     */
    record Link(Asn near, Asn far, boolean direct) {
        /** Beside an upstream that buys transit of nobody everybody stands, sooner or later. */
        boolean common(Networks networks) {
            return !direct && networks.transitFree().contains(near);
        }
    }

    @Override
    public EventType type() {
        return EventType.PREFIX_FORGED_ORIGIN_EVENT;
    }

    @Override
    public String name() {
        return "forged-origin/1";
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        if (!context.policy().announced()
                || route.prefix().length() < context.prefix().length()) {
            return null;
        }
        Link link = link(context, route.asPath(), networks);
        return link == null
                        || link.common(networks)
                        || (link.direct() && partner(context, link.far()))
                        || state.memory().links().has(link.near(), link.far())
                        || attested(link).orElse(false)
                        || (!link.direct() && above(known.apply(link.near(), link.far())))
                ? null
                : Offender.of(link.far());
    }

    private static boolean above(Relationship upstream) {
        return switch (upstream.kind()) {
            case CUSTOMER, PEER -> !upstream.young();
            case PROVIDER, UNKNOWN -> false;
        };
    }

    private Optional<Boolean> attested(Link link) {
        return aspa.provides(link.near(), link.far()).or(() -> attestations.provides(link.near(), link.far()));
    }

    /**
     * The link of a path that tells who brings the owner's route into the world: the first that leads away from the owner's
     * networks, or, where that is one to a listed upstream, the one that leads away from there. Null where there is none, as
     * where the owner is heard himself, or where an upstream originates the prefix for him and has stripped his number.
     */
    static @Nullable Link link(MonitoredPrefix context, AsPath path, Networks networks) {
        List<Asn> way = Way.of(path, networks.routeServers());
        int at = way.size() - 1;
        if (at < 1 || !context.legalOrigins().contains(way.get(at)) || upstream(context, way.get(at))) {
            return null;
        }
        while (at > 0 && own(context, way.get(at)) && !upstream(context, way.get(at))) {
            at--;
        }
        Asn first = way.get(at);
        if (context.policy().upstreams().contains(first)) {
            return at == 0 ? null : new Link(first, way.get(at - 1), false);
        }
        return own(context, first) && !partner(context, first) ? null : new Link(way.get(at + 1), first, true);
    }

    /** Listed; or to announce it to the network, and declared by that. */
    private static boolean upstream(MonitoredPrefix context, Asn asn) {
        return context.policy().upstreams().contains(asn) || partner(context, asn);
    }

    private static boolean partner(MonitoredPrefix context, Asn asn) {
        for (RequiredSession session : context.sessions()) {
            if (session.peerAsn().equals(asn)) {
                return true;
            }
        }
        return false;
    }

    private static boolean own(MonitoredPrefix context, Asn asn) {
        return context.legalOrigins().contains(asn)
                || context.policy().siblings().contains(asn);
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        ObservedRoute first = carriers.first();
        Link link = link(context, first);
        List<Asn> upstreams = context.policy().upstreams();
        List<Evidence> evidence = new ArrayList<>();
        if (link.direct() && !upstreams.isEmpty()) {
            evidence.add(new Evidence(
                    "AS" + link.far() + " stands beside the legal AS" + link.near() + ", and is none of the upstreams: "
                            + Wording.asns(upstreams) + ".",
                    Suspicion.source(context),
                    40));
        } else if (link.direct()) {
            evidence.add(new Evidence(
                    "AS" + link.far() + " stands beside the legal AS" + link.near()
                            + "; which upstreams it has is not declared.",
                    Suspicion.source(context),
                    20));
        } else {
            evidence.add(new Evidence(
                    "AS" + link.far() + " stands beside the upstream AS" + link.near() + ".",
                    Suspicion.source(context),
                    10));
        }
        evidence.add(new Evidence(
                "They were not seen beside each other since the prefix is watched, from "
                        + state.memory().began() + " on.",
                "bmp",
                20));
        boolean denied = !attested(link).orElse(true);
        boolean invalid = denied && aspa.invalid(Way.of(first.asPath(), networks.routeServers()));
        if (denied) {
            evidence.add(new Evidence(
                    "AS" + link.near() + " has signed who its providers are (ASPA), and AS" + link.far()
                            + " is none of them" + (invalid ? "; the whole path is ASPA-invalid." : "."),
                    AspaPath.SOURCE,
                    invalid ? 30 : 20));
        }
        evidence.addAll(Suspicion.carried(state, carriers));
        boolean grave = link.direct() && (!upstreams.isEmpty() || invalid);
        return new Charge(grave ? EventLevel.CRITICAL : EventLevel.WARNING, evidence, upstreams);
    }

    private Link link(MonitoredPrefix context, ObservedRoute route) {
        return Objects.requireNonNull(link(context, route.asPath(), networks), "who offends has a link");
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        boolean part = !first.prefix().equals(context.prefix());
        Link link = link(context, first);
        return charge.title("forged origin") + ": " + first.prefix()
                + (part ? ", a part of the monitored " + context.prefix() + "," : "") + " is announced with the legal "
                + Origin.words(first) + " behind AS" + link.far() + ", which is not known beside AS" + link.near()
                + (link.direct() ? "" : ", an upstream of it");
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        String why = !context.policy().announced()
                ? "The prefix was declared not to be announced at all"
                : Origin.offends(context, held)
                        ? "The " + Origin.words(held) + " is not legal any more"
                        : "The networks beside each other are declared, attested or known to be neighbours";
        return why + ", as of revision " + context.revision() + " of the declaration.";
    }
}
