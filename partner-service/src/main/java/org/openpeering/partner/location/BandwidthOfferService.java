/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import jakarta.inject.Singleton;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;
import org.openpeering.partner.catalogue.EntryService;
import org.openpeering.partner.catalogue.Fields;

/** The operator's bandwidth offers. */
@Singleton
public class BandwidthOfferService extends EntryService<BandwidthOffer> {
    private static final long FASTEST = 10_000_000;

    BandwidthOfferService(BandwidthOfferRepository repository, BlockingOutbox outbox, AuditTrail audit) {
        super("bandwidth offer", repository, outbox, audit);
    }

    @Transacted
    public Outcome<BandwidthOffer> put(String name, BandwidthOfferSpec spec) {
        Violations violations = new Violations();
        Fields.name("name", name, violations);
        long mbps = Fields.positive("valueInMbps", spec.valueInMbps(), FASTEST, violations);
        return put(violations.checked(() -> new BandwidthOffer(name, 0, mbps)));
    }

    @Override
    protected String path(BandwidthOffer offer) {
        return "/operator/catalogue/bandwidthOffers/" + offer.name();
    }

    @Override
    protected Object view(BandwidthOffer offer) {
        return BandwidthOfferView.of(offer);
    }
}
