/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.EntryRepository;

/** Table {@code direct_facility}. */
@Singleton
public class DirectFacilityRepository extends EntryRepository<DirectFacility> {
    private static final TypeReference<List<DirectPeeringType>> TYPES = new TypeReference<>() {};

    private final Sql sql;

    DirectFacilityRepository(Sql sql) {
        super(
                sql,
                "direct_facility",
                "",
                List.of("metro", "peeringdb_id", "address", "types::jsonb", "imported", "gone"));
        this.sql = sql;
    }

    List<DirectFacility> at(Collection<String> metros) {
        return listWhere("t.metro = any(?)", Integer.MAX_VALUE, metros);
    }

    @Override
    protected DirectFacility map(Row row) {
        return new DirectFacility(
                row.text("metro"),
                row.number("peeringdb_id"),
                row.number("revision"),
                row.text("address"),
                row.json("types", TYPES),
                row.bool("imported"),
                row.bool("gone"));
    }

    @Override
    protected @Nullable Object[] values(DirectFacility facility) {
        return new @Nullable Object[] {
            facility.metro(),
            facility.peeringDBFacilityId(),
            facility.address(),
            sql.json(facility.directPeeringTypes()),
            facility.imported(),
            facility.gone()
        };
    }
}
