/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;

/**
 * No private or reserved AS number in a path: there it is a leak of somebody's inside. In a lab documentation numbers are
 * fine, and so are those of its approved partners.
 */
record PathNumbersCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> route.asPath().asns().anyMatch(asn -> leaked(asn, evidence)),
                route -> "AS path " + route.asPath(),
                "public AS numbers only");
        String message = evidence.choice() == null
                ? "AS path isn't correct"
                : "AS path for prefix " + evidence.prefix() + " shouldn't have any private ASN";
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed("PrivateAsnInPath", message, wrong)
                        .mendedBy(Fixes.announcement(evidence, evidence.sessions().stream()));
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
