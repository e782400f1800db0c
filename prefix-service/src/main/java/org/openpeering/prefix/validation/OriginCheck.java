/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;

/** With the key of a registered ASN: the prefix is originated by it (contract section C.7). */
record OriginCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Asn wanted = evidence.choice() == null ? null : evidence.choice().origin();
        if (wanted == null) {
            // The key is of the prefix: any origin will do.
            return Examination.passed();
        }
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> route.asPath().origin().filter(wanted::equals).isEmpty(),
                route -> "AS path " + route.asPath(),
                "origin AS " + wanted);
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed(
                        "WrongOriginAsn",
                        "Prefix " + evidence.prefix() + " is not originated by the registered ASN " + wanted,
                        wrong);
    }
}
