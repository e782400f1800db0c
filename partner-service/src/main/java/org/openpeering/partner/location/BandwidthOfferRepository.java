/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.location;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code bandwidth_offer}. */
@Singleton
public class BandwidthOfferRepository extends EntryRepository<BandwidthOfferEntity> {
    BandwidthOfferRepository(Statements statements) {
        super(statements, BandwidthOfferEntity.class, "bandwidth_offer");
    }

    /** All of them, the smallest first. */
    Uni<List<BandwidthOfferEntity>> bySize() {
        return list("from BandwidthOfferEntity e order by e.valueInMbps, " + KEY);
    }
}
