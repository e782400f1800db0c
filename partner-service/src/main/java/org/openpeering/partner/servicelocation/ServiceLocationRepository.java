/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.catalogue.GeoPoint;

/** Table {@code service_location}. */
@Singleton
public class ServiceLocationRepository extends EntryRepository<ServiceLocationEntity> {
    private final Sql sql;

    ServiceLocationRepository(Sql sql) {
        super(
                sql,
                "service_location",
                "",
                List.of("name", "country", "state", "azure_region", "latitude", "longitude"));
        this.sql = sql;
    }

    List<ServiceLocationEntity> inCountry(String country, String after, int limit) {
        return listWhere("lower(t.country) = lower(?) and t.key collate \"C\" > ?", limit, country, after);
    }

    /** The distinct countries. */
    List<String> countries(String after, int limit) {
        return sql.list("""
                        select min(country) as country from service_location group by lower(country)
                        having lower(min(country)) collate "C" > lower(?) order by lower(min(country)) collate "C" limit ?""", row -> row.text("country"), after, limit);
    }

    /** Those with this name or in a state of this name. */
    public List<ServiceLocationEntity> called(String text) {
        return listWhere(
                "t.key = ? or lower(t.state) = lower(?)", Integer.MAX_VALUE, ServiceLocationEntity.key(text), text);
    }

    @Override
    protected ServiceLocationEntity map(Row row) {
        return new ServiceLocationEntity(
                row.text("name"),
                row.number("revision"),
                row.text("country"),
                row.text("state"),
                row.textOrNull("azure_region"),
                new GeoPoint(Double.parseDouble(row.text("latitude")), Double.parseDouble(row.text("longitude"))));
    }

    @Override
    protected @Nullable Object[] values(ServiceLocationEntity location) {
        return new @Nullable Object[] {
            location.name(),
            location.country(),
            location.state(),
            location.azureRegion(),
            location.place().latitude(),
            location.place().longitude()
        };
    }
}
