/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.partition;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Statements;

/** The owner's functions, which do what a service's role may not: {@code V0_5__partitions_by_time.sql}. */
@ApplicationScoped
class PartitionRepository {
    private final Statements statements;

    PartitionRepository(Statements statements) {
        this.statements = statements;
    }

    /** Those that are missing; how many were. */
    Uni<Integer> make(String table, Instant first, Instant until) {
        return statements
                .of("select make_partitions(:table::regclass, :first, :until) as made")
                .set("table", table)
                .set("first", first)
                .set("until", until)
                .get(row -> (int) row.number("made"));
    }

    /** Those that end at a time or before it; how many there were. */
    Uni<Integer> drop(String table, Instant before) {
        return statements
                .of("select drop_partitions(:table::regclass, :before) as dropped")
                .set("table", table)
                .set("before", before)
                .get(row -> (int) row.number("dropped"));
    }

    /** Until when there are partitions, without a hole from a time on; null when that has none. */
    Uni<@Nullable Instant> until(String table, Instant now) {
        return statements.of("""
                        with recursive part as (
                            select (regexp_match(bound, 'FROM \\(''([^'']+)''\\)'))[1]::timestamptz as begins,
                                (regexp_match(bound, 'TO \\(''([^'']+)''\\)'))[1]::timestamptz as ends
                            from (select pg_get_expr(c.relpartbound, c.oid) as bound
                                from pg_inherits i join pg_class c on c.oid = i.inhrelid
                                where i.inhparent = :table::regclass) b),
                        row_of as (
                            select ends from part where begins <= :now and ends > :now
                            union all
                            select p.ends from part p join row_of r on p.begins = r.ends)
                        select max(ends) as ends from row_of""").set("table", table).set("now", now).find(row -> row.instantOrNull("ends"));
    }
}
