/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.registry.rpki.OriginValidation;
import org.openpeering.registry.rpki.OriginValidation.State;
import org.openpeering.registry.rpki.Vrp;

/** The RPKI allows every route's origin (RFC 6811): invalid refuses the prefix, not found is a warning. */
record RpkiOriginCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Examination instead =
                RegistryFindings.instead(evidence, evidence.registries().rpki(), "The RPKI");
        if (instead != null) {
            return instead;
        }
        return verdict(evidence).restingOn(evidence.registries().rpki());
    }

    private static Examination verdict(Evidence evidence) {
        List<Finding> invalid = findings(evidence, State.INVALID);
        if (!invalid.isEmpty()) {
            return Examination.failed(
                            "RpkiInvalid", "The RPKI does not allow the origin of prefix " + evidence.prefix(), invalid)
                    .mendedBy(Fixes.roas(evidence, origins(evidence, State.INVALID)));
        }
        List<Finding> notFound = findings(evidence, State.NOT_FOUND);
        if (!notFound.isEmpty()) {
            return Examination.warning("RpkiNotFound", "No ROA covers prefix " + evidence.prefix(), notFound)
                    .mendedBy(Fixes.roas(evidence, origins(evidence, State.NOT_FOUND)));
        }
        return Examination.passed();
    }

    private static OriginValidation validate(Evidence evidence, ObservedRoute route) {
        return OriginValidation.of(
                evidence.registries().vrps(),
                evidence.prefix(),
                route.asPath().origin().orElse(null));
    }

    private static List<Finding> findings(Evidence evidence, State state) {
        return Findings.routes(
                evidence,
                route -> validate(evidence, route).state() == state,
                route -> "AS path " + route.asPath() + ", RPKI " + words(validate(evidence, route)),
                "an origin that a ROA allows");
    }

    private static String words(OriginValidation validation) {
        String state = validation.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String reason = validation.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String covering = validation.covering().stream().map(Vrp::toString).collect(Collectors.joining(", "));
        return state + " (" + reason + ")" + (covering.isEmpty() ? "" : ": " + covering);
    }

    private static Set<Asn> origins(Evidence evidence, State state) {
        return RegistryFindings.routes(evidence)
                .filter(route -> validate(evidence, route).state() == state)
                .flatMap(route -> route.asPath().origin().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
