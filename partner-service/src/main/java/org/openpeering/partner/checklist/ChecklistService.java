/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringRepository;
import org.openpeering.partner.provider.ProviderRepository;
import org.openpeering.partner.redundancy.Redundancy;
import org.openpeering.partner.redundancy.RedundancyService;

/** Gathers what a checklist is made from. */
@ApplicationScoped
public class ChecklistService {
    private final PeeringRepository peerings;
    private final RedundancyService redundancy;
    private final ProviderRepository providers;

    ChecklistService(PeeringRepository peerings, RedundancyService redundancy, ProviderRepository providers) {
        this.peerings = peerings;
        this.redundancy = redundancy;
        this.providers = providers;
    }

    /** Null when there is no such peering. */
    @WithSession
    Uni<@Nullable Checklist> of(ResourceId id) {
        return peerings.find(id).onItem().ifNotNull().transformToUni(this::of);
    }

    private Uni<Checklist> of(Peering peering) {
        return redundancy
                .links(peering)
                .map(Redundancy::of)
                .chain(now -> providers
                        .offering(peering.asn(), peering.metro())
                        .map(names -> Checklist.of(peering, now, names)));
    }
}
