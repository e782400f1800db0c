/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.Evidence.Origins;

/**
 * Whoever originates the prefix speaks for it. With the key of a registered ASN that is this ASN (contract section C.7).
 * With the key of the prefix it is one of the partner's, or one of the customer's own, which has to have a PeerAsn of the same
 * name as the partner's (section C.3); that only the name differs is a warning.
 */
record OriginCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Choice choice = evidence.choice();
        if (choice == null) {
            return Examination.skipped("Any origin may announce what is registered.");
        }
        Examination instead = Findings.noRoutes(evidence);
        if (instead != null) {
            return instead;
        }
        if (choice.origin() != null) {
            return ofKey(evidence, choice.origin());
        }
        return choice.origins() == null ? Examination.passed() : ofPeerAsns(evidence, choice.origins());
    }

    private static Examination ofKey(Evidence evidence, Asn wanted) {
        List<Finding> wrong = findings(evidence, wanted::equals, "origin AS " + wanted);
        return wrong.isEmpty()
                ? Examination.passed()
                : Examination.failed(
                        "WrongOriginAsn",
                        "Prefix " + evidence.prefix() + " is not originated by the registered ASN " + wanted,
                        wrong);
    }

    private static Examination ofPeerAsns(Evidence evidence, Origins origins) {
        Predicate<Asn> approved = origins::knows;
        Predicate<Asn> named = asn -> origins.partner().contains(asn)
                || origins.own().stream()
                        .anyMatch(own -> own.asn().equals(asn) && own.name().equalsIgnoreCase(origins.peerAsnName()));
        String partner = origins.partner().stream().map(asn -> "AS " + asn).collect(Collectors.joining(", "));
        String expected = "origin " + (partner.isEmpty() ? "" : partner + ", or one ") + "with an approved PeerAsn '"
                + origins.peerAsnName() + "' in the subscription";
        List<Finding> strange = findings(evidence, approved, expected);
        if (!strange.isEmpty()) {
            return Examination.failed(
                            "OriginAsnNotRegistered",
                            "The origin ASN of prefix " + evidence.prefix()
                                    + " is neither the service provider's nor one of the customer's",
                            strange)
                    .mendedBy(fix(evidence, origins, approved));
        }
        List<Finding> misnamed = findings(evidence, named, expected);
        return misnamed.isEmpty()
                ? Examination.passed()
                : Examination.warning(
                                "PeerAsnNameDiffers",
                                "The PeerAsn of the origin ASN of prefix " + evidence.prefix()
                                        + " should be named like the service provider's, '" + origins.peerAsnName()
                                        + "'",
                                misnamed)
                        .mendedBy(fix(evidence, origins, named));
    }

    private static List<Finding> findings(Evidence evidence, Predicate<Asn> lawful, String expected) {
        return Findings.routes(
                evidence,
                route -> route.asPath().origin().filter(lawful).isEmpty(),
                route -> "AS path " + route.asPath(),
                expected);
    }

    private static @Nullable String fix(Evidence evidence, Origins origins, Predicate<Asn> lawful) {
        return Fixes.peerAsns(
                evidence,
                origins.peerAsnName(),
                RegistryFindings.routes(evidence)
                        .flatMap(route -> route.asPath().origin().stream())
                        .filter(lawful.negate()));
    }
}
