/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import jakarta.inject.Singleton;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryPath;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.Fields;

/** The operator's bandwidth offers. */
@Singleton
public class BandwidthOfferService extends EntryService<BandwidthOfferEntity, BandwidthOfferSpec, BandwidthOfferView> {
    private static final long FASTEST = 10_000_000;

    BandwidthOfferService(BandwidthOfferRepository repository, Outbox outbox, AuditTrail audit) {
        super("bandwidth offer", repository, outbox, audit);
    }

    @Override
    protected Checked<BandwidthOfferEntity> check(EntryPath path, BandwidthOfferSpec spec) {
        Violations violations = new Violations();
        Fields.name("name", path.name(), violations);
        long mbps = Fields.positive("valueInMbps", spec.valueInMbps(), FASTEST, violations);
        return violations.checked(() -> new BandwidthOfferEntity(path.name(), mbps));
    }

    @Override
    protected String path(BandwidthOfferEntity offer) {
        return "/operator/catalogue/bandwidthOffers/" + offer.name();
    }

    @Override
    protected BandwidthOfferView view(BandwidthOfferEntity offer) {
        return BandwidthOfferView.of(offer);
    }
}
