/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Table {@code peeringdb_network}: facts about everybody's networks, tied to no subscription, and written in bulk. */
@ApplicationScoped
public class PeeringDbNetworkRepository {
    private static final String GIVEN = """
            jsonb_to_recordset(:networks::jsonb) as n ("asn" bigint, "name" text, "irrAsSet" text, "infoPrefixes4" bigint,
                "infoType" text, "policyGeneral" text, "status" text, "importedAt" timestamptz)""";
    private static final String DIFFERS = """
            (t.name, t.irr_as_set, t.info_prefixes4, t.info_type, t.policy_general, t.status) is distinct from
            (n."name", n."irrAsSet", n."infoPrefixes4", n."infoType", n."policyGeneral", n."status")""";

    private final Statements statements;

    PeeringDbNetworkRepository(Statements statements) {
        this.statements = statements;
    }

    /** How many of some networks are new and how many say something else than before. */
    record Difference(long added, long changed) {
        Difference plus(Difference other) {
            return new Difference(added + other.added, changed + other.changed);
        }
    }

    public Uni<@Nullable PeeringDbNetwork> find(Asn asn) {
        return statements.of("""
                        select asn, name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at
                        from peeringdb_network where asn = :asn""").set("asn", asn.value()).find(PeeringDbNetworkRepository::map);
    }

    /** @param networks as JSON */
    Uni<Difference> compare(String networks) {
        return statements
                .of("select count(*) filter (where t.asn is null) as added,"
                        + " count(*) filter (where t.asn is not null and " + DIFFERS + ") as changed from " + GIVEN
                        + " left join peeringdb_network t on t.asn = n.asn")
                .set("networks", networks)
                .get(row -> new Difference(row.number("added"), row.number("changed")));
    }

    /** @param networks as JSON */
    Uni<Void> store(String networks) {
        return statements
                .of("""
                        insert into peeringdb_network (
                            asn, name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at)
                        select "asn", "name", "irrAsSet", "infoPrefixes4", "infoType", "policyGeneral", "status",
                            "importedAt"
                        from %s
                        on conflict (asn) do update set (
                            name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at) = (
                            excluded.name, excluded.irr_as_set, excluded.info_prefixes4, excluded.info_type,
                            excluded.policy_general, excluded.status, excluded.imported_at)""".formatted(GIVEN))
                .set("networks", networks)
                .update()
                .replaceWithVoid();
    }

    /** How many of those that are not marked as deleted are not among the given. */
    Uni<Long> countOthers(List<Long> asns) {
        return statements.of("""
                        select count(*) as others from peeringdb_network
                        where status <> 'deleted' and asn not in (select unnest(:asns::bigint[]))""").set("asns", asns).get(row -> row.number("others"));
    }

    Uni<Void> markDeleted(Instant before) {
        return statements
                .of(
                        "update peeringdb_network set status = 'deleted' where imported_at < :before and status <> 'deleted'")
                .set("before", before)
                .update()
                .replaceWithVoid();
    }

    private static PeeringDbNetwork map(Row row) {
        return new PeeringDbNetwork(
                new Asn(row.number("asn")),
                row.text("name"),
                row.textOrNull("irr_as_set"),
                row.numberOrNull("info_prefixes4"),
                row.textOrNull("info_type"),
                row.textOrNull("policy_general"),
                row.text("status"),
                row.instant("imported_at"));
    }
}
