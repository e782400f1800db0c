/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's facilities. */
@Singleton
public class DirectFacilityService extends EntryService<DirectFacilityEntity, DirectFacilitySpec, DirectFacilityView> {
    private final FacilityRepository facilities;
    private final MetroRepository metros;

    DirectFacilityService(
            DirectFacilityRepository repository,
            FacilityRepository facilities,
            MetroRepository metros,
            Outbox outbox,
            AuditTrail audit) {
        super("facility", repository, outbox, audit);
        this.facilities = facilities;
        this.metros = metros;
    }

    @Override
    protected Checked<DirectFacilityEntity> check(EntryPath path, DirectFacilitySpec spec) {
        return FacilityRules.check(path, spec);
    }

    @Override
    protected Uni<DirectFacilityEntity> anchored(DirectFacilityEntity wanted) {
        return metros.lockSharedParent(wanted.metro()).replaceWith(wanted);
    }

    @Override
    protected Uni<@Nullable String> use(DirectFacilityEntity held) {
        return facilities
                .used(PeeringKind.DIRECT, List.of(held.facility()))
                .map(used -> used.isEmpty() ? null : usedBy(held, "a connection"));
    }

    @Override
    protected String path(DirectFacilityEntity facility) {
        return "/operator/catalogue/metros/" + facility.metro() + "/facilities/" + facility.peeringDbId();
    }

    @Override
    protected DirectFacilityView view(DirectFacilityEntity facility) {
        return DirectFacilityView.of(facility.facility());
    }
}
