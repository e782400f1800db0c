/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.sql.Statements;

/** What can be connected to at a metro. Entries that are gone are among the answers and say so. */
@ApplicationScoped
public class FacilityRepository {
    private final DirectFacilityRepository direct;
    private final ExchangeFacilityRepository exchange;
    private final Statements statements;

    FacilityRepository(DirectFacilityRepository direct, ExchangeFacilityRepository exchange, Statements statements) {
        this.direct = direct;
        this.exchange = exchange;
        this.statements = statements;
    }

    /** @param metro its key */
    public Uni<List<DirectFacility>> direct(String metro) {
        return direct(List.of(metro));
    }

    /** @param metro its key */
    public Uni<List<ExchangeFacility>> exchange(String metro) {
        return exchange(List.of(metro));
    }

    /** @param metros their keys */
    public Uni<List<DirectFacility>> direct(Collection<String> metros) {
        return direct.at(metros)
                .map(rows -> rows.stream().map(DirectFacilityEntity::facility).toList());
    }

    /** @param metros their keys */
    public Uni<List<ExchangeFacility>> exchange(Collection<String> metros) {
        return exchange.at(metros)
                .map(rows -> rows.stream().map(ExchangeFacilityEntity::facility).toList());
    }

    /** The keys of those that a connection names. */
    public Uni<Set<String>> used(PeeringKind kind, Collection<? extends Facility> facilities) {
        return statements
                .of("""
                        select f.key from unnest(:keys, :metros, :ids) as f (key, metro, id)
                        where exists (
                            select from connection c join peering p on p.id = c.peering
                            where p.kind = :kind and p.metro = f.metro and c.facility = f.id)""")
                .set("keys", facilities.stream().map(Facility::key).toList())
                .set("metros", facilities.stream().map(Facility::metro).toList())
                .set(
                        "ids",
                        facilities.stream().map(Facility::peeringDBFacilityId).toArray(Long[]::new))
                .set("kind", kind)
                .list(row -> row.text("key"))
                .map(HashSet::new);
    }
}
