/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.network.NetworkRules;

/**
 * One thing that no route of the prefix may be (contract sections C.5, C.6).
 *
 * @param wrong whether a route is that
 */
record RouteCheck(String name, String code, BiPredicate<Evidence, ObservedRoute> wrong, Words words) implements Check {
    /** The service's community is on every route. */
    static final RouteCheck COMMUNITY = new RouteCheck(
            "Community",
            "MissingCommunity",
            (evidence, route) -> !route.communities().contains(evidence.rules().community()),
            new Words(
                    RouteCheck::communities,
                    evidence -> "community " + evidence.rules().community(),
                    "Advertisement missing MAPS community",
                    evidence -> "Received route for prefix " + evidence.prefix() + " should have the MAPS community "
                            + evidence.rules().community(),
                    evidence -> evidence.rules().community().toString()));

    /** No AS path is longer than three. */
    static final RouteCheck PATH_LENGTH = ofPath(
            "PathLength",
            "AsPathTooLong",
            (_, route) -> route.asPath().length() > NetworkRules.LONGEST_PATH,
            "an AS path of at most " + NetworkRules.LONGEST_PATH,
            evidence -> "AS path length for prefix " + evidence.prefix() + " should be <=" + NetworkRules.LONGEST_PATH);

    /** No AS_SET in a path: it hides who originates the route (RFC 9774). */
    static final RouteCheck PATH_SET = ofPath(
                    "PathSet",
                    "AsSetInPath",
                    (_, route) -> route.asPath().hasSet(),
                    "an AS path of single AS numbers",
                    evidence -> "AS path for prefix " + evidence.prefix() + " shouldn't have any AS_SET")
            .mendedOn(session ->
                    session.routes().stream().anyMatch(route -> route.asPath().hasSet()));

    /**
     * No private or reserved AS number in a path: there it is a leak of somebody's inside. In a lab documentation numbers
     * are fine, and so are those of its approved partners.
     */
    static final RouteCheck PATH_NUMBERS = ofPath(
            "PathNumbers",
            "PrivateAsnInPath",
            (evidence, route) -> route.asPath().asns().anyMatch(asn -> leaked(asn, evidence)),
            "public AS numbers only",
            evidence -> "AS path for prefix " + evidence.prefix() + " shouldn't have any private ASN");

    /** No AS repeats itself in a path. */
    static final RouteCheck PATH_PREPENDING = ofPath(
            "PathPrepending",
            "AsPathPrepended",
            (_, route) -> route.asPath().prepends() > 0,
            "an AS path without prepending",
            evidence -> "AS path for prefix " + evidence.prefix() + " shouldn't have any prepending");

    /**
     * What is said of a wrong route.
     *
     * @param seen of the route
     * @param registered the message to who registered the prefix
     * @param customer the message to who activated it
     * @param fix to be pasted where it is to be mended
     */
    record Words(
            Function<ObservedRoute, String> seen,
            Function<Evidence, String> expected,
            String registered,
            Function<Evidence, String> customer,
            Function<Evidence, @Nullable String> fix) {}

    private static RouteCheck ofPath(
            String name,
            String code,
            BiPredicate<Evidence, ObservedRoute> wrong,
            String expected,
            Function<Evidence, String> customer) {
        return new RouteCheck(
                name,
                code,
                wrong,
                new Words(
                        route -> "AS path " + route.asPath(),
                        _ -> expected,
                        "AS path isn't correct",
                        customer,
                        announcement(_ -> true)));
    }

    private RouteCheck mendedOn(Predicate<SessionEvidence> sessions) {
        return new RouteCheck(
                name,
                code,
                wrong,
                new Words(words.seen, words.expected, words.registered, words.customer, announcement(sessions)));
    }

    private static Function<Evidence, @Nullable String> announcement(Predicate<SessionEvidence> sessions) {
        return evidence ->
                Fixes.announcement(evidence, evidence.sessions().stream().filter(sessions));
    }

    @Override
    public Examination examine(Evidence evidence) {
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        List<Finding> findings = Findings.routes(
                evidence, route -> wrong.test(evidence, route), words.seen, words.expected.apply(evidence));
        return findings.isEmpty()
                ? Examination.passed()
                : Examination.failed(
                                code,
                                evidence.choice() == null ? words.registered : words.customer.apply(evidence),
                                findings)
                        .mendedBy(words.fix.apply(evidence));
    }

    private static String communities(ObservedRoute route) {
        return route.communities().isEmpty()
                ? "no communities"
                : route.communities().stream().map(Community::toString).collect(Collectors.joining(" "));
    }

    private static boolean leaked(Asn asn, Evidence evidence) {
        return switch (asn.use()) {
            case PUBLIC -> false;
            case DOCUMENTATION -> !evidence.rules().reservedNumbers();
            case PRIVATE, RESERVED ->
                !(evidence.rules().reservedNumbers() && evidence.allowedAsns().contains(asn));
        };
    }
}
