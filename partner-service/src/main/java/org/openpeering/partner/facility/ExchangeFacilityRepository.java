/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.catalogue.EntryRepository;
import org.openpeering.partner.facility.ExchangeFacility.Port;

/** Table {@code exchange_facility}. */
@Singleton
public class ExchangeFacilityRepository extends EntryRepository<ExchangeFacility> {
    private static final TypeReference<List<Port>> PORTS = new TypeReference<>() {};

    private final Sql sql;

    ExchangeFacilityRepository(Sql sql) {
        super(
                sql,
                "exchange_facility",
                "",
                List.of(
                        "metro",
                        "peeringdb_id",
                        "name",
                        "prefix_v4::cidr",
                        "prefix_v6::cidr",
                        "ports::jsonb",
                        "imported",
                        "gone"));
        this.sql = sql;
    }

    List<ExchangeFacility> at(Collection<String> metros) {
        return listWhere("t.metro = any(?)", Integer.MAX_VALUE, metros);
    }

    @Override
    protected ExchangeFacility map(Row row) {
        return new ExchangeFacility(
                row.text("metro"),
                row.number("peeringdb_id"),
                row.number("revision"),
                row.text("name"),
                prefix(row.textOrNull("prefix_v4")),
                prefix(row.textOrNull("prefix_v6")),
                row.json("ports", PORTS),
                row.bool("imported"),
                row.bool("gone"));
    }

    private static @Nullable IpPrefix prefix(@Nullable String text) {
        return text == null ? null : IpPrefix.parse(text);
    }

    @Override
    protected @Nullable Object[] values(ExchangeFacility exchange) {
        return new @Nullable Object[] {
            exchange.metro(),
            exchange.peeringDBFacilityId(),
            exchange.exchangeName(),
            exchange.prefixV4(),
            exchange.prefixV6(),
            sql.json(exchange.ports()),
            exchange.imported(),
            exchange.gone()
        };
    }
}
