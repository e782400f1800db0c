/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code exchange_facility}. */
@Singleton
public class ExchangeFacilityRepository extends EntryRepository<ExchangeFacilityEntity> {
    ExchangeFacilityRepository(Statements statements) {
        super(statements, ExchangeFacilityEntity.class, "exchange_facility");
    }

    Uni<List<ExchangeFacilityEntity>> at(Collection<String> metros) {
        return where("e.metro in :metros", Map.of("metros", metros), ALL);
    }

    /** With ids after one and up to another. */
    public Uni<List<ExchangeFacilityEntity>> between(long after, long last) {
        return where("e.peeringDbId > :after and e.peeringDbId <= :last", Map.of("after", after, "last", last), ALL);
    }
}
