/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;

/** The origin AS itself is in a routing registry (contract section C.5, 3 and C.6, 5). A warning only. */
record OriginRegistrationCheck() implements Check {
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
        Set<Asn> missing = RegistryFindings.routes(evidence)
                .flatMap(route -> route.asPath().origin().stream())
                .filter(origin -> !evidence.registries().registered().contains(origin))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> route.asPath().origin().filter(missing::contains).isPresent(),
                route -> "AS path " + route.asPath() + ", no aut-num object of its origin",
                "an origin that a routing registry knows");
        Examination said = missing.isEmpty()
                ? Examination.passed()
                : Examination.warning(
                                "OriginAsnNotRegistered",
                                "The origin of prefix " + evidence.prefix() + " is in no routing registry",
                                wrong)
                        .mendedBy(Fixes.autNums(evidence, missing));
        return said.restingOn(evidence.registries().irr());
    }
}
