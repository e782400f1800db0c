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

/** The operator's exchanges. */
@Singleton
public class ExchangeFacilityService extends EntryService<ExchangeFacility> {
    private final FacilityRepository facilities;
    private final MetroRepository metros;

    ExchangeFacilityService(
            ExchangeFacilityRepository repository,
            FacilityRepository facilities,
            MetroRepository metros,
            BlockingOutbox outbox,
            AuditTrail audit) {
        super("exchange", repository, outbox, audit);
        this.facilities = facilities;
        this.metros = metros;
    }

    @Transacted
    public Outcome<ExchangeFacility> put(String metro, String peeringDBFacilityId, ExchangeFacilitySpec spec) {
        return put(FacilityRules.check(metro, peeringDBFacilityId, spec));
    }

    @Override
    protected Checked<ExchangeFacility> anchored(ExchangeFacility wanted) {
        return under(metros, wanted.metro(), wanted);
    }

    @Override
    protected @Nullable String user(ExchangeFacility held) {
        return facilities.used(PeeringKind.EXCHANGE, held.metro(), held.peeringDBFacilityId()) ? "a connection" : null;
    }

    @Override
    protected String path(ExchangeFacility exchange) {
        return "/operator/catalogue/metros/" + exchange.metro() + "/exchanges/" + exchange.peeringDBFacilityId();
    }

    @Override
    protected Object view(ExchangeFacility exchange) {
        return ExchangeFacilityView.of(exchange);
    }
}
