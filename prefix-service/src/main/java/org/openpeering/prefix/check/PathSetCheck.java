/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;

/** No AS_SET in a path: it hides who originates the route (RFC 9774). */
record PathSetCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> route.asPath().hasSet(),
                route -> "AS path " + route.asPath(),
                "an AS path of single AS numbers");
        String message = evidence.choice() == null
                ? "AS path isn't correct"
                : "AS path for prefix " + evidence.prefix() + " shouldn't have any AS_SET";
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed("AsSetInPath", message, wrong)
                        .mendedBy(Fixes.announcement(
                                evidence,
                                evidence.sessions().stream()
                                        .filter(session -> session.routes().stream()
                                                .anyMatch(
                                                        route -> route.asPath().hasSet()))));
    }
}
