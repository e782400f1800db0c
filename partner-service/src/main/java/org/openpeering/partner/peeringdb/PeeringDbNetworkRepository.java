/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/** Table {@code peeringdb_network}: facts about everybody's networks, tied to no subscription. */
@ApplicationScoped
public class PeeringDbNetworkRepository {
    private static final String GIVEN = """
            jsonb_to_recordset(?::jsonb) as n ("asn" bigint, "name" text, "irrAsSet" text, "infoPrefixes4" bigint,
                "infoType" text, "policyGeneral" text, "status" text, "importedAt" timestamptz)""";
    private static final String DIFFERS = """
            (t.name, t.irr_as_set, t.info_prefixes4, t.info_type, t.policy_general, t.status) is distinct from
            (n."name", n."irrAsSet", n."infoPrefixes4", n."infoType", n."policyGeneral", n."status")""";

    private final Sql sql;

    PeeringDbNetworkRepository(Sql sql) {
        this.sql = sql;
    }

    /** How many of some networks are new and how many say something else than before. */
    record Difference(long added, long changed) {}

    public Optional<PeeringDbNetwork> find(Asn asn) {
        return sql.find("""
                        select asn, name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at
                        from peeringdb_network where asn = ?""", PeeringDbNetworkRepository::map, asn.value());
    }

    Difference compare(List<PeeringDbNetwork> networks) {
        return sql.get(
                "select count(*) filter (where t.asn is null) as added,"
                        + " count(*) filter (where t.asn is not null and " + DIFFERS + ") as changed from " + GIVEN
                        + " left join peeringdb_network t on t.asn = n.asn",
                row -> new Difference(row.number("added"), row.number("changed")),
                sql.json(networks));
    }

    void store(List<PeeringDbNetwork> networks) {
        sql.update("""
                        insert into peeringdb_network (
                            asn, name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at)
                        select "asn", "name", "irrAsSet", "infoPrefixes4", "infoType", "policyGeneral", "status",
                            "importedAt"
                        from %s
                        on conflict (asn) do update set (
                            name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at) = (
                            excluded.name, excluded.irr_as_set, excluded.info_prefixes4, excluded.info_type,
                            excluded.policy_general, excluded.status, excluded.imported_at)""".formatted(GIVEN), sql.json(networks));
    }

    /** How many of those that are not marked as deleted are not among the given. */
    long countOthers(List<Asn> asns) {
        return sql.get("""
                        select count(*) as others from peeringdb_network
                        where status <> 'deleted' and asn not in (select unnest(?::bigint[]))""", row -> row.number("others"), asns);
    }

    void markDeleted(Instant before) {
        sql.update(
                "update peeringdb_network set status = 'deleted' where imported_at < ? and status <> 'deleted'",
                before);
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
