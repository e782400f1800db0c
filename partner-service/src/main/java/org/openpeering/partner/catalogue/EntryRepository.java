/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Statements;

/**
 * A table of entries. Entries belong to the operator, not to a subscription. Subclasses are singletons: beans with a client
 * proxy need a constructor without parameters.
 *
 * <p>Locks are statements of their own: Hibernate's {@code PESSIMISTIC_WRITE} is {@code for no key update} on PostgreSQL,
 * which lets rows come that refer to the locked one. What the session has read before it locked is not read again, so lock
 * first.
 */
public abstract class EntryRepository<E extends Entry<E>> implements PanacheRepositoryBase<E, String> {
    protected static final int ALL = Integer.MAX_VALUE;
    /** By code points, whatever the database's collation: pages are cut by it. */
    protected static final String KEY = "collate(e.key as ucs_basic)";

    private final Statements statements;
    private final String entity;
    private final String table;
    private final String keyColumn;

    protected EntryRepository(Statements statements, Class<E> type, String table) {
        this(statements, type, table, "key");
    }

    protected EntryRepository(Statements statements, Class<E> type, String table, String keyColumn) {
        this.statements = statements;
        this.entity = type.getSimpleName();
        this.table = table;
        this.keyColumn = keyColumn;
    }

    public Uni<@Nullable E> find(String key) {
        return findById(key);
    }

    /**
     * Nobody else writes the entry until the transaction ends, be it there or not: who creates it twice at once creates it
     * once and then finds it, as with {@code on conflict do nothing}, and whoever has locked the table is waited for.
     */
    Uni<Void> lockKey(String key) {
        return statements
                .of("lock table " + table + " in row exclusive mode")
                .update()
                .chain(() -> statements
                        .of("select 1 from pg_advisory_xact_lock(hashtextextended(:entry, 0))")
                        .set("entry", table + "/" + key)
                        .get(row -> key))
                .replaceWithVoid();
    }

    /** Holds the entry against every change. */
    public Uni<@Nullable E> lock(String key) {
        return locked(key, "for update");
    }

    /** Keeps the entry from being changed and deleted; others may do so, too. */
    public Uni<@Nullable E> lockShared(String key) {
        return locked(key, "for share");
    }

    private Uni<@Nullable E> locked(String key, String strength) {
        return statements
                .of("select 1 from " + table + " where " + keyColumn + " = :key " + strength)
                .set("key", key)
                .find(row -> key)
                .chain(found -> found == null ? Uni.createFrom().nullItem() : findById(key));
    }

    /** All entries, kept from being changed and deleted. */
    public Uni<List<E>> lockSharedAll() {
        return lockedWhere("true", Map.of(), "for share");
    }

    /** Nobody else writes any entry until the transaction ends. */
    public Uni<Void> lockWhole() {
        return statements
                .of("lock table " + table + " in share row exclusive mode")
                .update()
                .replaceWithVoid();
    }

    /**
     * Locks rows in the order of their keys and returns them in it.
     *
     * @param condition SQL over the table's columns
     */
    protected Uni<List<E>> lockedWhere(String condition, Map<String, ?> parameters, String strength) {
        return keys(condition, parameters, strength).chain(this::of);
    }

    /** @param prefix of the keys; empty for all */
    public Uni<List<E>> list(String prefix, String after, int limit) {
        return where(
                "locate(:prefix, e.key) = 1 and " + KEY + " > :after", Map.of("prefix", prefix, "after", after), limit);
    }

    /** The entries with these keys, in their order. */
    protected Uni<List<E>> of(Collection<String> keys) {
        return keys.isEmpty() ? Uni.createFrom().item(List.of()) : where("e.key in :keys", Map.of("keys", keys), ALL);
    }

    /**
     * In the order of their keys.
     *
     * @param condition HQL over the alias {@code e}
     */
    protected Uni<List<E>> where(String condition, Map<String, Object> parameters, int limit) {
        return find("from " + entity + " e where " + condition + " order by " + KEY, parameters)
                .page(0, limit)
                .list();
    }

    /** The keys that a condition in SQL over the alias {@code t} holds for, in their order. */
    protected Uni<List<String>> keys(String condition, Map<String, ?> parameters, String ending) {
        var statement = statements.of("select t.%1$s as key from %2$s t where %3$s order by t.%1$s collate \"C\" %4$s"
                .formatted(keyColumn, table, condition, ending));
        parameters.forEach(statement::set);
        return statement.list(row -> row.text("key"));
    }

    /** A new entry. */
    public Uni<Void> insert(E entry) {
        return persistAndFlush(entry).replaceWithVoid();
    }

    /** Many at once, after the changes made so far. */
    public Uni<Void> insertAll(List<E> entries) {
        return getSession()
                .chain(session -> session.persistAll(entries.toArray()).chain(session::flush));
    }

    /** Writes what has changed, and lets go of all that the session holds: who goes through many has room for few. */
    public Uni<Void> forget() {
        return getSession().chain(session -> session.flush().invoke(session::clear));
    }

    /** What of a changed entry Hibernate does not write. */
    protected Uni<Void> store(E entry) {
        return Uni.createFrom().voidItem();
    }
}
