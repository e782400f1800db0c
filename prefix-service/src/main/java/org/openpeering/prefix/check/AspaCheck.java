/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.RegistryEvidence.Aspa;

/**
 * Where the holder of an AS on the path attests its providers, the next AS towards the cloud is one of them: the
 * verification of upstream paths, from the origin to the partner (draft-ietf-sidrops-aspa-verification). A warning only:
 * attestations are young and often incomplete.
 */
record AspaCheck() implements Check {
    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public Examination examine(Evidence evidence) {
        Examination instead =
                RegistryFindings.instead(evidence, evidence.registries().rpki(), "ASPA");
        if (instead != null) {
            return instead;
        }
        if (evidence.registries().aspas() == null) {
            return Examination.skipped("The source does not tell about ASPAs.");
        }
        List<Finding> wrong = Findings.routes(
                evidence,
                route -> gap(evidence, route.asPath()).isPresent(),
                route -> "AS path " + route.asPath(),
                "each AS attests the next one as its provider, or attests nothing");
        Examination said = wrong.isEmpty()
                ? Examination.passed()
                : Examination.warning("AspaNotProvider", message(evidence), wrong)
                        .mendedBy(Fixes.lines(gaps(evidence)
                                .flatMap(gap ->
                                        Stream.ofNullable(Fixes.attestation(evidence, gap.aspa(), gap.provider())))));
        return said.restingOn(evidence.registries().rpki());
    }

    private static String message(Evidence evidence) {
        return gaps(evidence)
                .map(gap -> "The ASPA of AS" + gap.aspa().customer() + " does not name AS" + gap.provider()
                        + ", to which it announces prefix " + evidence.prefix() + ", as a provider")
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Gap> gaps(Evidence evidence) {
        return RegistryFindings.routes(evidence).flatMap(route -> gap(evidence, route.asPath()).stream());
    }

    /** The first AS, from the origin on, that attests providers but not the next AS. After a set nothing can be told. */
    private static Optional<Gap> gap(Evidence evidence, AsPath path) {
        Asn customer = null;
        for (List<Asn> hop : path.hops().reversed()) {
            if (hop.size() != 1) {
                return Optional.empty();
            }
            Asn next = hop.getFirst();
            if (customer != null && !customer.equals(next)) {
                Optional<Gap> gap = evidence.registries()
                        .aspa(customer)
                        .filter(aspa -> !aspa.providers().contains(next))
                        .map(aspa -> new Gap(aspa, next));
                if (gap.isPresent()) {
                    return gap;
                }
            }
            customer = next;
        }
        return Optional.empty();
    }

    /** @param provider that the attestation lacks */
    private record Gap(Aspa aspa, Asn provider) {}
}
