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

/** The operator's exchanges. */
@Singleton
public class ExchangeFacilityService
        extends EntryService<ExchangeFacilityEntity, ExchangeFacilitySpec, ExchangeFacilityView> {
    private final FacilityRepository facilities;
    private final MetroRepository metros;

    ExchangeFacilityService(
            ExchangeFacilityRepository repository,
            FacilityRepository facilities,
            MetroRepository metros,
            Outbox outbox,
            AuditTrail audit) {
        super("exchange", repository, outbox, audit);
        this.facilities = facilities;
        this.metros = metros;
    }

    @Override
    protected Checked<ExchangeFacilityEntity> check(EntryPath path, ExchangeFacilitySpec spec) {
        return FacilityRules.check(path, spec);
    }

    @Override
    protected Uni<ExchangeFacilityEntity> anchored(ExchangeFacilityEntity wanted) {
        return metros.lockSharedParent(wanted.metro()).replaceWith(wanted);
    }

    @Override
    protected Uni<@Nullable String> use(ExchangeFacilityEntity held) {
        return facilities
                .used(PeeringKind.EXCHANGE, List.of(held.facility()))
                .map(used -> used.isEmpty() ? null : usedBy(held, "a connection"));
    }

    @Override
    protected String path(ExchangeFacilityEntity exchange) {
        return "/operator/catalogue/metros/" + exchange.metro() + "/exchanges/" + exchange.peeringDbId();
    }

    @Override
    protected ExchangeFacilityView view(ExchangeFacilityEntity exchange) {
        return ExchangeFacilityView.of(exchange.facility());
    }
}
