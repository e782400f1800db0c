/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Table {@code peeringdb_network}: facts about everybody's networks, tied to no subscription, and written in bulk. */
@ApplicationScoped
public class PeeringDbNetworkRepository {
    /** A slice of a dump that is being imported, without what could not be read. */
    private static final String GIVEN = """
            (select d.id as "asn", e.* from peeringdb_dump d cross join jsonb_to_record(d.entry) as e ("name" text,
                "irrAsSet" text, "infoPrefixes4" bigint, "infoType" text, "policyGeneral" text, "status" text)
            where d.import = :import::uuid and d.object = 'net' and d.entry is not null
                and d.id > :after and d.id <= :last) n""";

    private static final String DIFFERS = """
            (t.name, t.irr_as_set, t.info_prefixes4, t.info_type, t.policy_general, t.status) is distinct from
            (n."name", n."irrAsSet", n."infoPrefixes4", n."infoType", n."policyGeneral", n."status")""";
    private static final String LACKING = """
            t.status <> 'deleted' and not exists (
                select from peeringdb_dump d where d.import = :import::uuid and d.object = 'net' and d.id = t.asn)""";

    private final Statements statements;

    PeeringDbNetworkRepository(Statements statements) {
        this.statements = statements;
    }

    /** How many of some networks are new and how many say something else than before. */
    record Difference(long added, long changed) {}

    public Uni<@Nullable PeeringDbNetwork> find(Asn asn) {
        return statements.of("""
                        select asn, name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at
                        from peeringdb_network where asn = :asn""").set("asn", asn.value()).find(PeeringDbNetworkRepository::map);
    }

    /** With those of a dump that have numbers after one and up to another. */
    Uni<Difference> compare(UUID dump, long after, long last) {
        return statements
                .of("select count(*) filter (where t.asn is null) as added,"
                        + " count(*) filter (where t.asn is not null and " + DIFFERS + ") as changed from " + GIVEN
                        + " left join peeringdb_network t on t.asn = n.\"asn\"")
                .set("import", dump)
                .set("after", after)
                .set("last", last)
                .get(row -> new Difference(row.number("added"), row.number("changed")));
    }

    /** The same ones. */
    Uni<Void> store(UUID dump, long after, long last, Instant now) {
        return statements
                .of("""
                        insert into peeringdb_network (
                            asn, name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at)
                        select "asn", "name", "irrAsSet", "infoPrefixes4", "infoType", "policyGeneral", "status",
                            :now
                        from %s
                        on conflict (asn) do update set (
                            name, irr_as_set, info_prefixes4, info_type, policy_general, status, imported_at) = (
                            excluded.name, excluded.irr_as_set, excluded.info_prefixes4, excluded.info_type,
                            excluded.policy_general, excluded.status, excluded.imported_at)""".formatted(GIVEN))
                .set("import", dump)
                .set("after", after)
                .set("last", last)
                .set("now", now)
                .update()
                .replaceWithVoid();
    }

    /** How many of those that are not marked as deleted a dump lacks. What could not be read is not lacking. */
    Uni<Long> countLacking(UUID dump) {
        return statements
                .of("select count(*) as lacking from peeringdb_network t where " + LACKING)
                .set("import", dump)
                .get(row -> row.number("lacking"));
    }

    Uni<Void> markLackingDeleted(UUID dump) {
        return statements
                .of("update peeringdb_network t set status = 'deleted' where " + LACKING)
                .set("import", dump)
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
