/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code bandwidth_offer}. */
@Singleton
public class BandwidthOfferRepository extends EntryRepository<BandwidthOffer> {
    BandwidthOfferRepository(Sql sql) {
        super(sql, "bandwidth_offer", "", List.of("name", "mbps"));
    }

    /** All of them, the smallest first. */
    List<BandwidthOffer> bySize() {
        return list("", "", Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparingLong(BandwidthOffer::valueInMbps))
                .toList();
    }

    @Override
    protected BandwidthOffer map(Row row) {
        return new BandwidthOffer(row.text("name"), row.number("revision"), row.number("mbps"));
    }

    @Override
    protected @Nullable Object[] values(BandwidthOffer offer) {
        return new @Nullable Object[] {offer.name(), offer.valueInMbps()};
    }
}
