/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.peeringdb.Dump.Site;
import org.openpeering.partner.peeringdb.Dump.StagedSite;

/**
 * Table {@code peeringdb_dump}: dumps that are being imported. A slice of one is what has ids after one and up to another,
 * and holds about as many as was asked for, whatever the length of the dump.
 */
@ApplicationScoped
public class DumpRepository {
    /** Less than every id. */
    static final long NO_MORE = -1;

    private final Statements statements;

    DumpRepository(Statements statements) {
        this.statements = statements;
    }

    /** @param lines as JSON */
    Uni<Void> add(UUID dump, String lines) {
        return statements
                .of("""
                        insert into peeringdb_dump (import, object, id, entry)
                        select :import::uuid, l."object", l."id", l."entry"
                        from jsonb_to_recordset(:lines::jsonb) as l ("object" text, "id" bigint, "entry" jsonb)
                        on conflict (import, object, id)
                            do update set entry = coalesce(excluded.entry, peeringdb_dump.entry)""")
                .set("import", dump)
                .set("lines", lines)
                .update()
                .replaceWithVoid();
    }

    /** Where a slice of facilities or exchanges ends, of the dump and the catalogue together, or {@link #NO_MORE}. */
    Uni<Long> end(UUID dump, Section section, long after, int most) {
        return statements
                .of("""
                        select coalesce(max(id), -1) as last from (
                            select id from (
                                (select id from peeringdb_dump
                                    where import = :import::uuid and object = :object and id > :after
                                    order by id limit :most)
                                union all
                                (select peeringdb_id from %s where peeringdb_id > :after
                                    order by peeringdb_id limit :most)
                            ) either order by id limit :most
                        ) slice""".formatted(section == Section.FAC ? "direct_facility" : "exchange_facility"))
                .set("import", dump)
                .set("object", section.object())
                .set("after", after)
                .set("most", most)
                .get(row -> row.number("last"));
    }

    /** The rows, since reading what they hold takes too long for an event loop: {@link #site}. */
    Uni<List<Row>> sites(UUID dump, Section section, long after, long last) {
        return statements
                .of("""
                        select d.id, d.entry::text as entry, about.entry is not null as present,
                            about.id is not null and about.entry is null as unclear
                        from peeringdb_dump d left join peeringdb_dump about
                            on about.import = d.import and about.object = :about and about.id = d.id
                        where d.import = :import::uuid and d.object = :object and d.id > :after and d.id <= :last
                        order by d.id""")
                .set("import", dump)
                .set("object", section.object())
                .set("about", (section == Section.FAC ? Section.NETFAC : Section.NETIXLAN).object())
                .set("after", after)
                .set("last", last)
                .list(row -> row);
    }

    static StagedSite site(Row row) {
        return new StagedSite(
                row.number("id"),
                row.textOrNull("entry") == null ? null : row.json("entry", Site.class),
                row.bool("present"),
                row.bool("unclear"));
    }

    /** Where a slice of networks ends, or {@link #NO_MORE}. */
    Uni<Long> endOfNetworks(UUID dump, long after, int most) {
        return statements
                .of("""
                        select coalesce(max(id), -1) as last from (
                            select id from peeringdb_dump
                            where import = :import::uuid and object = :object and id > :after
                            order by id limit :most
                        ) slice""")
                .set("import", dump)
                .set("object", Section.NET.object())
                .set("after", after)
                .set("most", most)
                .get(row -> row.number("last"));
    }

    Uni<Void> remove(UUID dump, Section section) {
        return statements
                .of("delete from peeringdb_dump where import = :import::uuid and object = :object")
                .set("import", dump)
                .set("object", section.object())
                .update()
                .replaceWithVoid();
    }

    /** What imports have left behind that were cut off; none takes so long. */
    Uni<Void> removeAbandoned() {
        return statements
                .of("delete from peeringdb_dump where read_at < now() - interval '1 day'")
                .update()
                .replaceWithVoid();
    }
}
