/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.legacy.LegacyImport.Use;
import org.openpeering.partner.peering.PeeringSpec;

/**
 * Tables {@code legacy_peering} and {@code legacy_session}. They are written a thousand rows at a time and looked for by
 * who has which {@code inet}: statements on sets, from which the record is made without an entity in between.
 */
@ApplicationScoped
class LegacyRepository {
    private final Statements statements;

    LegacyRepository(Statements statements) {
        this.statements = statements;
    }

    /**
     * Those of the AS numbers for which the subscription has an approved PeerAsn, not converted: a page and one more,
     * oldest first.
     */
    Uni<List<LegacyPeering>> page(Subscription subscription, LegacyFilter filter, long after) {
        return statements
                .of("""
                        select l.* from legacy_peering l
                        where l.metro = :metro and l.kind = :kind and l.converted_to is null and l.seq > :after
                            and (:asn::bigint is null or l.asn = :asn::bigint)
                            and (:type::text is null or l.direct_type = :type)
                            and exists (select from peer_asn a
                                where a.subscription_key = :subscription and a.asn = l.asn
                                    and a.state = 'Approved')
                        order by l.seq limit :limit""")
                .set("metro", filter.metroKey())
                .set("kind", filter.kind())
                .set("after", after)
                .set("asn", filter.asn() == null ? null : filter.asn().value())
                .set("type", filter.type())
                .set("subscription", subscription)
                .set("limit", Page.SIZE + 1)
                .list(LegacyRepository::map);
    }

    /** Those of the network that have one of the addresses, not converted; requires that the metro is locked. */
    Uni<List<LegacyPeering>> withSessions(Asn asn, String metroKey, PeeringKind kind, Collection<IpAddress> peers) {
        return statements
                .of("""
                        select l.* from legacy_peering l
                        where l.asn = :asn and l.metro = :metro and l.kind = :kind and l.converted_to is null
                            and exists (select from legacy_session s
                                where s.legacy = l.id and s.peer_address = any(:peers::inet[]))
                        order by l.seq""")
                .set("asn", asn.value())
                .set("metro", metroKey)
                .set("kind", kind)
                .set("peers", peers)
                .list(LegacyRepository::map);
    }

    /** Those of the candidates' networks and names, in the order of their ids. */
    Uni<List<LegacyPeering>> lock(List<LegacyCandidate> candidates) {
        return statements
                .of("""
                        select l.* from legacy_peering l
                        where (l.asn, l.name_key) in (
                            select w.asn, w.name from unnest(:asns::bigint[], :names) as w (asn, name))
                        order by l.id for update""")
                .set("asns", candidates.stream().map(one -> one.asn().value()).toList())
                .set(
                        "names",
                        candidates.stream()
                                .map(one -> LegacyPeering.key(one.name()))
                                .toList())
                .list(LegacyRepository::map);
    }

    /** Who has addresses of the candidates at their metros, whose rows are locked; by address. */
    Uni<List<Use>> uses(List<LegacyCandidate> candidates) {
        return statements
                .of("""
                        with wanted as (
                            select distinct metro, address
                            from unnest(:metros, :addresses::inet[]) as w (metro, address))
                        select metro, host(address) as peer, legacy from (
                            select w.metro, w.address, null::uuid as legacy from wanted w
                            join session s on s.metro = w.metro and s.peer_address = w.address and s.claimed
                            union all
                            select w.metro, w.address, s.legacy from wanted w
                            join legacy_session s on s.metro = w.metro and s.peer_address = w.address
                        ) used order by address""")
                .set(
                        "metros",
                        candidates.stream()
                                .flatMap(one -> one.peers().stream().map(_ -> one.metroKey()))
                                .toList())
                .set(
                        "addresses",
                        candidates.stream().flatMap(one -> one.peers().stream()).toList())
                .list(row -> new Use(row.text("metro"), IpAddress.parse(row.text("peer")), uuid(row, "legacy")));
    }

    private static @Nullable UUID uuid(Row row, String column) {
        String text = row.textOrNull(column);
        return text == null ? null : UUID.fromString(text);
    }

    /** Adds or replaces them with their sessions; requires that their metros are locked, and those that exist. */
    Uni<Void> store(List<LegacyPeering> legacies) {
        return statements
                .of("""
                        insert into legacy_peering (id, name, name_key, asn, metro, kind, direct_type, peering)
                        select w.id::uuid, w.name, w.key, w.asn, w.metro, w.kind, w.type, w.peering::jsonb
                        from unnest(:ids, :names, :keys, :asns::bigint[], :metros, :kinds, :types, :peerings)
                            with ordinality as w (id, name, key, asn, metro, kind, type, peering, place)
                        order by w.place
                        on conflict (id) do update set metro = excluded.metro, kind = excluded.kind,
                            direct_type = excluded.direct_type, peering = excluded.peering""")
                .set("ids", legacies.stream().map(LegacyPeering::id).toList())
                .set("names", legacies.stream().map(LegacyPeering::name).toList())
                .set("keys", legacies.stream().map(LegacyPeering::nameKey).toList())
                .set("asns", legacies.stream().map(one -> one.asn().value()).toList())
                .set("metros", legacies.stream().map(LegacyPeering::metro).toList())
                .set("kinds", legacies.stream().map(LegacyPeering::kind).toList())
                .set("types", legacies.stream().map(LegacyPeering::type).toList())
                .set(
                        "peerings",
                        legacies.stream()
                                .map(legacy -> statements.json(legacy.peering()))
                                .toList())
                .update()
                .chain(() ->
                        removeSessions(legacies.stream().map(LegacyPeering::id).toList()))
                .chain(() -> addSessions(
                        legacies.stream().flatMap(LegacyRepository::sessions).toList()));
    }

    private static Stream<Use> sessions(LegacyPeering legacy) {
        return legacy.request().peers().stream().map(peer -> new Use(legacy.metro(), peer, legacy.id()));
    }

    private Uni<Void> addSessions(List<Use> sessions) {
        return statements
                .of("""
                        insert into legacy_session (legacy, metro, peer_address)
                        select * from unnest(:legacies::uuid[], :metros, :addresses::inet[])""")
                .set("legacies", sessions.stream().map(Use::legacy).toList())
                .set("metros", sessions.stream().map(Use::metro).toList())
                .set("addresses", sessions.stream().map(Use::address).toList())
                .update()
                .replaceWithVoid();
    }

    private Uni<Void> removeSessions(List<UUID> legacies) {
        return statements
                .of("delete from legacy_session where legacy = any(:legacies::uuid[])")
                .set("legacies", legacies)
                .update()
                .replaceWithVoid();
    }

    Uni<Void> converted(UUID legacy, ResourceId peering) {
        return statements
                .of("update legacy_peering set converted_to = :peering where id = :legacy::uuid")
                .set("peering", peering)
                .set("legacy", legacy)
                .update()
                .chain(() -> removeSessions(List.of(legacy)));
    }

    private static LegacyPeering map(Row row) {
        return new LegacyPeering(
                UUID.fromString(row.text("id")),
                row.number("seq"),
                row.text("name"),
                new Asn(row.number("asn")),
                row.text("metro"),
                row.constant("kind", PeeringKind.class),
                row.constant("direct_type", DirectPeeringType.class),
                row.json("peering", PeeringSpec.class),
                row.textOrNull("converted_to"));
    }
}
