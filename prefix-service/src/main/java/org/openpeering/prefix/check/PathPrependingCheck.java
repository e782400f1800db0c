/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;

/** No AS repeats itself in a path (contract section C.5, 6 and C.6, 11). */
record PathPrependingCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> route.asPath().prepends() > 0,
                route -> "AS path " + route.asPath(),
                "an AS path without prepending");
        String message = evidence.choice() == null
                ? "AS path isn't correct"
                : "AS path for prefix " + evidence.prefix() + " shouldn't have any prepending";
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed("AsPathPrepended", message, wrong)
                        .mendedBy(Fixes.announcement(evidence, evidence.sessions().stream()));
    }
}
