/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import java.util.Locale;
import org.openpeering.partner.catalogue.Entry;

/** A bandwidth of direct connections, offered at every metro; a row of {@code bandwidth_offer}. */
public record BandwidthOffer(String name, long revision, long valueInMbps) implements Entry<BandwidthOffer> {
    @Override
    public String key() {
        return key(name);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public BandwidthOffer revised(long newRevision) {
        return new BandwidthOffer(name, newRevision, valueInMbps);
    }

    @Override
    public BandwidthOffer replacing(BandwidthOffer held) {
        return new BandwidthOffer(held.name, held.revision, valueInMbps);
    }
}
