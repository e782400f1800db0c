/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/**
 * The rows of one kind of registrations, by subscription. Subclasses are singletons: beans with a client proxy need a
 * constructor without parameters.
 *
 * <p>Native statements and no entity: a row is read together with its key, and is made by an insertion that may lose,
 * which no entity survives.
 *
 * @param <R> the kind
 */
public abstract class RegistrationRepository<R> {
    private static final String NAMED = "subscription = :subscription and resource_key = :key";

    private final Statements statements;
    private final String table;
    private final String all;
    private final Function<Row, R> map;

    /**
     * @param table its name is also that of the column by which {@code prefix_key} refers to it
     * @param columns what {@code map} reads of a row {@code r}, beside {@link Registration#COLUMNS}
     */
    protected RegistrationRepository(Statements statements, String table, String columns, Function<Row, R> map) {
        this.statements = statements;
        this.table = table;
        this.all = "select %s, %s from %s r left join prefix_key k on k.%s = r.resource_key and k.current where "
                .formatted(columns, Registration.COLUMNS, table, table);
        this.map = map;
    }

    public Uni<@Nullable R> find(ResourceId id) {
        return named(all + NAMED, id).find(map);
    }

    /** The same, for update. By two statements: who waited sees the row as it is now, but what is joined to it as it was. */
    public Uni<@Nullable R> lock(ResourceId id) {
        return named("select 1 as one from " + table + " where " + NAMED + " for update", id)
                .find(row -> true)
                .onItem()
                .ifNotNull()
                .transformToUni(locked -> find(id));
    }

    /** Those under a peering, one more than fits on a page. */
    Uni<List<R>> page(ResourceId peering, String after) {
        return rows("subscription = :subscription and peering_key = :peering and resource_key > :after"
                        + " order by resource_key limit :limit")
                .set("subscription", peering.subscription())
                .set("peering", peering.key())
                .set("after", after)
                .set("limit", Page.SIZE + 1)
                .list(map);
    }

    /** The key is another one; the caller has locked the row. @return the new revision */
    Uni<Long> touch(ResourceId id) {
        return named(
                        "update " + table + " set revision = nextval('revision') where " + NAMED
                                + " returning revision",
                        id)
                .get(row -> row.number("revision"));
    }

    public Uni<Void> delete(ResourceId id) {
        return named("delete from " + table + " where " + NAMED, id).update().replaceWithVoid();
    }

    /** @param rest a condition on rows {@code r}, their order and lock */
    protected final Statement rows(String rest) {
        return statements.of(all + rest);
    }

    /** A statement about one of them: with its {@code :subscription} and its {@code :key}. */
    protected final Statement named(String sql, ResourceId id) {
        return statements.of(sql).set("subscription", id.subscription()).set("key", id.key());
    }
}
