/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A bandwidth offer as everybody reads it. */
@RegisterForReflection
public record BandwidthOfferView(String offerName, long valueInMbps) {

    static BandwidthOfferView of(BandwidthOfferEntity offer) {
        return new BandwidthOfferView(offer.name(), offer.valueInMbps());
    }
}
