/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code direct_facility}. */
@Singleton
public class DirectFacilityRepository extends EntryRepository<DirectFacilityEntity> {
    DirectFacilityRepository(Statements statements) {
        super(statements, DirectFacilityEntity.class, "direct_facility");
    }

    Uni<List<DirectFacilityEntity>> at(Collection<String> metros) {
        return where("e.metro in :metros", Map.of("metros", metros), ALL);
    }

    /** With ids after one and up to another. */
    public Uni<List<DirectFacilityEntity>> between(long after, long last) {
        return where("e.peeringDbId > :after and e.peeringDbId <= :last", Map.of("after", after, "last", last), ALL);
    }
}
