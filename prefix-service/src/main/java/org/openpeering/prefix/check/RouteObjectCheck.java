/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;

/** A routing registry has a route object of the prefix with each route's origin. A warning only. */
record RouteObjectCheck() implements Check {
    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public Examination examine(Evidence evidence) {
        Examination instead =
                RegistryFindings.instead(evidence, evidence.registries().irr(), "The routing registry");
        if (instead != null) {
            return instead;
        }
        List<Finding> missing = Findings.routes(
                evidence,
                route -> !listed(evidence, route),
                route -> "AS path " + route.asPath() + ", route objects: " + objects(evidence),
                "a route object of the prefix with this origin");
        Examination said = missing.isEmpty()
                ? Examination.passed()
                : Examination.warning(
                                "NoRouteObject",
                                "No routing registry has a route object of prefix " + evidence.prefix()
                                        + " with its origin",
                                missing)
                        .mendedBy(Fixes.routeObjects(evidence, unlisted(evidence)));
        return said.restingOn(evidence.registries().irr());
    }

    private static boolean listed(Evidence evidence, ObservedRoute route) {
        return evidence.registries().routeObjects().stream()
                .anyMatch(object ->
                        route.asPath().origin().filter(object.origin()::equals).isPresent());
    }

    private static String objects(Evidence evidence) {
        String found = evidence.registries().routeObjects().stream()
                .map(object -> "AS" + object.origin() + " (" + object.source() + ")")
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }

    private static Set<Asn> unlisted(Evidence evidence) {
        return RegistryFindings.routes(evidence)
                .filter(route -> !listed(evidence, route))
                .flatMap(route -> route.asPath().origin().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
