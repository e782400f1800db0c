/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.registry.rpki.Vrp;
import org.openpeering.registry.rpsl.RouteObject;

/**
 * What registries say about one prefix and the origins of its routes.
 *
 * @param vrps all that cover the prefix
 * @param aspas of the ASes on the routes' paths; null: the source does not tell about ASPAs
 * @param routeObjects of exactly the prefix
 * @param registered the origins that have an {@code aut-num} object
 */
@RegisterForReflection(targets = {RegistryEvidence.class, RegistryEvidence.Aspa.class, Vrp.class, RouteObject.class})
public record RegistryEvidence(
        SourceEvidence rpki,
        List<Vrp> vrps,
        @Nullable List<Aspa> aspas,
        SourceEvidence irr,
        List<RouteObject> routeObjects,
        Set<Asn> registered) {
    /** Where no registry is used. */
    public static final RegistryEvidence NONE = new RegistryEvidence(
            SourceEvidence.NOT_CONFIGURED, List.of(), null, SourceEvidence.NOT_CONFIGURED, List.of(), Set.of());

    public RegistryEvidence {
        vrps = List.copyOf(vrps);
        aspas = aspas == null ? null : List.copyOf(aspas);
        routeObjects = List.copyOf(routeObjects);
        registered = Set.copyOf(registered);
    }

    /** What the holder of an AS attests. */
    public record Aspa(Asn customer, List<Asn> providers) {
        public Aspa {
            providers = List.copyOf(providers);
        }
    }

    /** Empty: no attestation. */
    public Optional<Aspa> aspa(Asn customer) {
        return aspas == null
                ? Optional.empty()
                : aspas.stream()
                        .filter(aspa -> aspa.customer().equals(customer))
                        .findFirst();
    }
}
