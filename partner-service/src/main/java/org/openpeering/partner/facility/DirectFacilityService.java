/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.MetroRepository;

/** The operator's facilitys. */
@Singleton
public class DirectFacilityService extends EntryService<DirectFacility> {
    private final FacilityRepository facilities;
    private final MetroRepository metros;

    DirectFacilityService(
            DirectFacilityRepository repository,
            FacilityRepository facilities,
            MetroRepository metros,
            BlockingOutbox outbox,
            AuditTrail audit) {
        super("facility", repository, outbox, audit);
        this.facilities = facilities;
        this.metros = metros;
    }

    @Transacted
    public Outcome<DirectFacility> put(String metro, String peeringDBFacilityId, DirectFacilitySpec spec) {
        return put(FacilityRules.check(metro, peeringDBFacilityId, spec));
    }

    @Override
    protected Checked<DirectFacility> anchored(DirectFacility wanted) {
        return under(metros, wanted.metro(), wanted);
    }

    @Override
    protected @Nullable String user(DirectFacility held) {
        return facilities.used(PeeringKind.DIRECT, held.metro(), held.peeringDBFacilityId()) ? "a connection" : null;
    }

    @Override
    protected String path(DirectFacility facility) {
        return "/operator/catalogue/metros/" + facility.metro() + "/facilities/" + facility.peeringDBFacilityId();
    }

    @Override
    protected Object view(DirectFacility facility) {
        return DirectFacilityView.of(facility);
    }
}
