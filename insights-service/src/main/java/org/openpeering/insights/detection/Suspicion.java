/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RoutingEvent.Evidence;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.text.Prose;

/**
 * How sure it is that a route of an origin that is not legal is an attack or an error, in points that add up to at most
 * 100. Nothing here gates the event: it opens at the first update, and the points move with what is seen.
 *
 * <table>
 * <caption>Points</caption>
 * <tr><td>the origin is not one of the legal ones</td><td>40</td></tr>
 * <tr><td>the origin is an AS_SET: nobody can tell who originates it</td><td>30 instead; 15 when a legal origin is in
 * it, as with an aggregate</td></tr>
 * <tr><td>each BMP peer or vantage that carries it, but for those that may have taken it back unheard</td><td>5, at most
 * 20</td></tr>
 * <tr><td>each neighbour AS beyond the first</td><td>5, at most 15</td></tr>
 * <tr><td>a legal origin announces the monitored prefix at the same time: two compete, or a part is drawn away</td>
 * <td>15</td></tr>
 * <tr><td>no path holds a legal origin: it is not a customer or sibling behind the owner</td><td>10</td></tr>
 * </table>
 */
final class Suspicion {
    private Suspicion() {}

    static List<Evidence> illegalOrigin(MonitoredPrefix context, PrefixState state, Carriers carriers) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(origin(context, carriers.first()));
        evidence.addAll(carried(state, carriers));
        state.exact().held().stream()
                .filter(route -> !Origin.offends(context, route))
                .findFirst()
                .ifPresent(route -> evidence.add(competition(context, route.route())));
        evidence.add(kinship(context, carriers));
        return evidence;
    }

    /** Who carries it: at least one piece. */
    static List<Evidence> carried(PrefixState state, Carriers carriers) {
        List<ObservedRoute> doubted = carriers.doubted(Doubt.of(state));
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(vantages(carriers, carriers.routes().size() - doubted.size()));
        if (!doubted.isEmpty()) {
            evidence.add(doubt(doubted, Doubt.of(state).gap(doubted.getFirst())));
        }
        if (carriers.firstHops().size() > 1) {
            evidence.add(new Evidence(
                    "It is heard from " + carriers.firstHops().size() + " neighbours: "
                            + Wording.asns(carriers.firstHops()) + ".",
                    "bmp",
                    Math.min(15, 5 * (carriers.firstHops().size() - 1))));
        }
        return evidence;
    }

    /** What is said of the declaration comes from there. */
    static String source(MonitoredPrefix context) {
        return "monitored-prefix:" + context.prefix() + "@" + context.revision();
    }

    private static Evidence origin(MonitoredPrefix context, ObservedRoute first) {
        String legal = Wording.legal(context);
        String source = source(context);
        if (Origin.of(first).isPresent()) {
            return new Evidence("The " + Origin.words(first) + " is not legal: " + legal + ".", source, 40);
        }
        boolean member = first.asPath().hops().getLast().stream().anyMatch(context.legalOrigins()::contains);
        return new Evidence(
                "The path ends in the AS_SET " + Origin.text(first)
                        + ": it names no single origin and can never be legal (RFC 6811 section 2, RFC 9774); " + legal
                        + (member ? ", which is a member of the set." : "."),
                source,
                member ? 15 : 30);
    }

    private static Evidence doubt(List<ObservedRoute> doubted, Instant gap) {
        return new Evidence(
                "The feed had a gap at " + gap + ": "
                        + Prose.agree(
                                doubted.size(),
                                "1 vantage has not told of it since, and whether it still carries it is not known.",
                                doubted.size() + " vantages have not told of it since, and whether they still carry it"
                                        + " is not known."),
                "vantages",
                0);
    }

    private static Evidence vantages(Carriers carriers, int sure) {
        int count = carriers.vantages().size();
        return new Evidence(
                count == 1
                        ? "One " + carriers.noun() + " carries it: " + Wording.peer(carriers.first()) + "."
                        : count + " " + carriers.noun() + "s carry it.",
                carriers.noun().equals("vantage") ? "vantages" : "bmp",
                Math.min(20, 5 * Math.min(sure, count)));
    }

    private static Evidence competition(MonitoredPrefix context, ObservedRoute route) {
        return new Evidence(
                "The " + Origin.words(route) + ", which is legal, announces " + context.prefix()
                        + " at the same time, heard from " + Wording.peer(route) + ".",
                Wording.source(route),
                15);
    }

    private static Evidence kinship(MonitoredPrefix context, Carriers carriers) {
        TreeSet<Asn> shared = new TreeSet<>();
        for (ObservedRoute route : carriers.routes()) {
            route.asPath().asns().filter(context.legalOrigins()::contains).forEach(shared::add);
        }
        return shared.isEmpty()
                ? new Evidence("No path that carries it holds a legal origin.", "bmp", 10)
                : new Evidence(
                        "The legal " + Wording.asns(shared) + Prose.agree(shared.size(), " is", " are")
                                + " on a path that carries it: it may come from a customer or sibling of the owner.",
                        "bmp",
                        0);
    }
}
