/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.bridge.Sql;

/** What can be connected to at a metro. Entries that are gone are among the answers and say so. */
@ApplicationScoped
public class FacilityRepository {
    private final DirectFacilityRepository direct;
    private final ExchangeFacilityRepository exchange;
    private final Sql sql;

    FacilityRepository(DirectFacilityRepository direct, ExchangeFacilityRepository exchange, Sql sql) {
        this.direct = direct;
        this.exchange = exchange;
        this.sql = sql;
    }

    /** @param metro its key */
    public List<DirectFacility> direct(String metro) {
        return direct.at(List.of(metro));
    }

    /** @param metro its key */
    public List<ExchangeFacility> exchange(String metro) {
        return exchange.at(List.of(metro));
    }

    /** @param metros their keys */
    public List<DirectFacility> direct(Collection<String> metros) {
        return direct.at(metros);
    }

    /** @param metros their keys */
    public List<ExchangeFacility> exchange(Collection<String> metros) {
        return exchange.at(metros);
    }

    /** Whether a connection names it. */
    public boolean used(PeeringKind kind, String metro, long peeringDBFacilityId) {
        return sql.get("""
                        select exists (
                            select from connection c join peering p on p.id = c.peering
                            where p.kind = ? and p.metro = ? and c.facility = ?) as used""", row -> row.bool("used"), kind, metro, peeringDBFacilityId);
    }
}
