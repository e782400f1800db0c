/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.network.NetworkRules;

/** No AS path is longer than three. */
record PathLengthCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> route.asPath().length() > NetworkRules.LONGEST_PATH,
                route -> "AS path " + route.asPath(),
                "an AS path of at most " + NetworkRules.LONGEST_PATH);
        String message = evidence.choice() == null
                ? "AS path isn't correct"
                : "AS path length for prefix " + evidence.prefix() + " should be <=" + NetworkRules.LONGEST_PATH;
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed("AsPathTooLong", message, wrong)
                        .mendedBy(Fixes.announcement(evidence, evidence.sessions().stream()));
    }
}
