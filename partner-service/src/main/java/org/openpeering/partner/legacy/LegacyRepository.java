/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.peering.PeeringSpec;

/** Tables {@code legacy_peering} and {@code legacy_session}. */
@ApplicationScoped
class LegacyRepository {
    private final Sql sql;

    LegacyRepository(Sql sql) {
        this.sql = sql;
    }

    /** Those of the AS numbers for which the subscription has an approved PeerAsn, not converted, oldest first. */
    List<LegacyEntity> list(String subscription, LegacyFilter filter, long after, int limit) {
        Long asn = filter.asn() == null ? null : filter.asn().value();
        return sql.list(
                """
                select l.* from legacy_peering l
                where l.metro = ? and l.kind = ? and l.converted_to is null and l.seq > ?
                    and (?::bigint is null or l.asn = ?) and (?::text is null or l.direct_type = ?)
                    and exists (select from peer_asn a
                        where lower(a.subscription) = lower(?) and a.asn = l.asn and a.state = 'Approved')
                order by l.seq limit ?""",
                LegacyRepository::map,
                filter.metroKey(),
                filter.kind(),
                after,
                asn,
                asn,
                filter.type(),
                filter.type(),
                subscription,
                limit);
    }

    /** Those of the network that have one of the addresses, not converted; requires that the metro is held. */
    List<LegacyEntity> withSessions(Asn asn, String metroKey, PeeringKind kind, Collection<IpAddress> peers) {
        return sql.list("""
                select l.* from legacy_peering l
                where l.asn = ? and l.metro = ? and l.kind = ? and l.converted_to is null and exists (
                    select from legacy_session s where s.legacy = l.id and s.peer_address = any(?::inet[]))
                order by l.seq""", LegacyRepository::map, asn.value(), metroKey, kind, peers);
    }

    Optional<LegacyEntity> lock(Asn asn, String name) {
        return sql.find(
                "select * from legacy_peering where asn = ? and lower(name) = lower(?) for update",
                LegacyRepository::map,
                asn.value(),
                name);
    }

    /** The first of the addresses that a peering or another legacy peering has at the metro, whose row is held. */
    Optional<String> taken(String metroKey, Collection<IpAddress> peers, UUID except) {
        return sql.find("""
                select host(address) as address from (
                    select peer_address as address from session where metro = ? and claimed
                        and peer_address = any(?::inet[])
                    union all select peer_address from legacy_session where metro = ? and legacy <> ?::uuid
                        and peer_address = any(?::inet[])
                ) used order by address limit 1""", row -> row.text("address"), metroKey, peers, metroKey, except, peers);
    }

    void store(LegacyEntity legacy, Collection<IpAddress> peers) {
        sql.update(
                """
                insert into legacy_peering (id, name, asn, metro, kind, direct_type, peering)
                values (?::uuid, ?, ?, ?, ?, ?, ?::jsonb)
                on conflict (id) do update set metro = excluded.metro, kind = excluded.kind,
                    direct_type = excluded.direct_type, peering = excluded.peering""",
                legacy.id(),
                legacy.name(),
                legacy.asn().value(),
                legacy.metro(),
                legacy.kind(),
                legacy.type(),
                sql.json(legacy.peering()));
        sql.update("delete from legacy_session where legacy = ?::uuid", legacy.id());
        peers.forEach(peer -> sql.update(
                "insert into legacy_session (legacy, metro, peer_address) values (?::uuid, ?, ?::inet)",
                legacy.id(),
                legacy.metro(),
                peer));
    }

    void converted(UUID legacy, ResourceId peering) {
        sql.update("update legacy_peering set converted_to = ? where id = ?::uuid", peering, legacy);
        sql.update("delete from legacy_session where legacy = ?::uuid", legacy);
    }

    private static LegacyEntity map(Row row) {
        @Nullable String convertedTo = row.textOrNull("converted_to");
        return new LegacyEntity(
                UUID.fromString(row.text("id")),
                row.number("seq"),
                row.text("name"),
                new Asn(row.number("asn")),
                row.text("metro"),
                row.constant("kind", PeeringKind.class),
                row.constant("direct_type", DirectPeeringType.class),
                row.json("peering", PeeringSpec.class),
                convertedTo);
    }
}
