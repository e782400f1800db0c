/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.LeakSign.Leak;
import org.openpeering.insights.detection.Routes.Held;

/**
 * A network on the way passes the route on to somebody whom it should not have told (RFC 7908), by whatever sign. Who
 * originates it does not matter. The first sign that is sure names the leaker, and of those that are not the surest; the others add
 * what they know of him. So what is known of the leaker himself is asked before the path alone, as long as it is settled.
 */
final class RouteLeak implements Rule {
    /** Points of a sign that need no other. */
    private static final int SURE = 40;

    private final Networks networks;
    private final List<LeakSign> signs;

    RouteLeak(Networks networks, List<LeakSign> signs) {
        this.networks = networks;
        this.signs = List.copyOf(signs);
    }

    @Override
    public EventType type() {
        return EventType.PREFIX_ROUTE_LEAK_EVENT;
    }

    @Override
    public String name() {
        return "route-leak/1";
    }

    @Override
    public @Nullable Offender offender(MonitoredPrefix context, PrefixState state, Held route) {
        if (route.prefix().length() < context.prefix().length()) {
            return null;
        }
        Leak leak = first(context, state, route);
        return leak == null ? null : Offender.of(leak.leaker());
    }

    private @Nullable Leak first(MonitoredPrefix context, @Nullable PrefixState state, Held route) {
        List<Asn> way = way(route.asPath());
        Leak surest = null;
        if (way.size() > 1) {
            for (LeakSign sign : signs) {
                Leak leak = sign.of(context, way, route);
                if (leak != null && state != null && !sign.current() && !open(state, route, leak)) {
                    continue;
                }
                if (leak != null && leak.points() >= SURE) {
                    return leak;
                }
                if (leak != null && (surest == null || leak.points() > surest.points())) {
                    surest = leak;
                }
            }
        }
        return surest;
    }

    private boolean open(PrefixState state, Held route, Leak leak) {
        return state.open()
                .containsKey(new EventKey(
                        type(), route.prefix(), Offender.of(leak.leaker()).toString()));
    }

    private List<Asn> way(AsPath path) {
        return Way.of(path, networks.routeServers());
    }

    @Override
    public Charge charge(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        Held first = Held.of(carriers.first());
        List<Asn> way = way(first.asPath());
        Leak named = first(context, state, first);
        List<Evidence> evidence = new ArrayList<>();
        for (LeakSign sign : signs) {
            Leak leak = sign.of(context, way, first);
            if (leak != null && named != null && leak.leaker().equals(named.leaker())) {
                evidence.add(new Evidence(leak.what(), leak.source(), leak.points()));
            }
        }
        evidence.addAll(Suspicion.carried(state, carriers));
        return Charge.of(type().level(), evidence);
    }

    @Override
    public String words(MonitoredPrefix context, ObservedRoute first, Charge charge) {
        Leak leak = first(context, null, Held.of(first));
        if (leak == null) {
            // What is known of networks has changed since that route came; others of the leaker show it still.
            return charge.title("route leak") + " of " + first.prefix();
        }
        boolean part = !first.prefix().equals(context.prefix());
        return charge.title("route leak") + ": AS" + leak.leaker() + " passes " + first.prefix()
                + (part ? ", a part of the monitored " + context.prefix() + "," : "") + " from AS" + leak.from()
                + " on to " + (leak.to() == null ? "this network" : "AS" + leak.to());
    }

    @Override
    public String acquittal(MonitoredPrefix context, ObservedRoute held) {
        return context.policy().upstreams().isEmpty()
                ? "By what is known of the networks on the way now it is no leak."
                : "The networks on the way are declared to be the owner's upstreams, as of revision "
                        + context.revision() + " of the declaration.";
    }
}
