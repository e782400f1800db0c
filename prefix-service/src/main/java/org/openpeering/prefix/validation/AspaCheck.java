/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.RegistryEvidence.Aspa;

/**
 * Where the holder of an origin AS attests its providers, the next AS of the path is one of them
 * (draft-ietf-sidrops-aspa-verification). A warning only: attestations are young and often incomplete.
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
                route -> missing(evidence, route.asPath()).isPresent(),
                route -> "AS path " + route.asPath(),
                "an ASPA that names the next AS as provider");
        Examination said = wrong.isEmpty()
                ? Examination.passed()
                : Examination.warning(
                                "AspaNotProvider",
                                "The ASPA of the origin of prefix " + evidence.prefix()
                                        + " does not name the service provider",
                                wrong)
                        .mendedBy(fix(evidence));
        return said.restingOn(evidence.registries().rpki());
    }

    /** The provider that the origin's attestation lacks. */
    private static Optional<Asn> missing(Evidence evidence, AsPath path) {
        Asn origin = path.origin().orElse(null);
        Asn next = origin == null ? null : next(path, origin);
        if (origin == null || next == null) {
            return Optional.empty();
        }
        return evidence.registries()
                .aspa(origin)
                .filter(aspa -> !aspa.providers().contains(next))
                .map(aspa -> next);
    }

    /** The AS before the origin; null: there is none, or a set stands there. */
    private static @Nullable Asn next(AsPath path, Asn origin) {
        for (List<Asn> hop : path.hops().reversed()) {
            if (hop.size() != 1) {
                return null;
            }
            if (!hop.getFirst().equals(origin)) {
                return hop.getFirst();
            }
        }
        return null;
    }

    private static String fix(Evidence evidence) {
        return RegistryFindings.routes(evidence)
                .flatMap(route -> missing(evidence, route.asPath()).stream()
                        .flatMap(provider -> route
                                .asPath()
                                .origin()
                                .flatMap(evidence.registries()::aspa)
                                .map(aspa -> attestation(aspa, provider))
                                .stream()))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static String attestation(Aspa aspa, Asn more) {
        String providers = Stream.concat(aspa.providers().stream().filter(asn -> asn.value() != 0), Stream.of(more))
                .sorted()
                .map(asn -> "AS" + asn)
                .collect(Collectors.joining(", "));
        return "customer AS" + aspa.customer() + ", providers " + providers;
    }
}
