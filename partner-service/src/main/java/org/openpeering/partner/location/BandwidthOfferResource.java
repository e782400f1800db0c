/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/catalogue/bandwidthOffers}. */
@Path("/operator/catalogue/bandwidthOffers")
public class BandwidthOfferResource
        extends EntryResource<BandwidthOfferEntity, BandwidthOfferSpec, BandwidthOfferView> {
    BandwidthOfferResource(BandwidthOfferService service) {
        super(service, new BandwidthOfferSpec(null));
    }
}
