/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
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

    /** Empty when there is no such peering. */
    @Transacted
    Optional<Checklist> of(ResourceId peering) {
        return peerings.find(peering.subscription(), peering)
                .map(held -> Checklist.of(
                        held,
                        Redundancy.of(redundancy.links(held)),
                        Objects.requireNonNull(Work.await(() -> providers.offering(held.asn(), held.metro())))));
    }
}
