/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/**
 * A table of entries with the columns {@code key} and {@code revision} and those of its kind. Entries belong to the
 * operator, not to a subscription. Subclasses are singletons: beans with a client proxy need a constructor without parameters.
 */
public abstract class EntryRepository<E extends Entry<E>> {
    private final Sql sql;
    private final String table;
    private final String select;
    private final String insert;
    private final String update;

    /**
     * @param computed what {@link #map} reads beside the columns: expressions over the alias {@code t}, each with a comma
     *     before it
     * @param columns {@code name} or, for a type that JDBC does not know, {@code name::type}
     */
    protected EntryRepository(Sql sql, String table, String computed, List<String> columns) {
        this.sql = sql;
        this.table = table;
        this.select = "select t.*" + computed + " from " + table + " t";
        this.insert = "insert into " + table + " (key, revision, "
                + columns.stream().map(EntryRepository::name).collect(Collectors.joining(", ")) + ") values (?, ?, "
                + columns.stream().map(EntryRepository::parameter).collect(Collectors.joining(", "))
                + ") on conflict do nothing";
        this.update = "update " + table + " set revision = ?, "
                + columns.stream()
                        .map(column -> name(column) + " = " + parameter(column))
                        .collect(Collectors.joining(", "))
                + " where key = ?";
    }

    protected abstract E map(Row row);

    /** Of the columns, in their order. */
    protected abstract @Nullable Object[] values(E entry);

    public Optional<E> find(String key) {
        return sql.find(select + " where t.key = ?", this::map, key);
    }

    /** Holds the entry against every change. */
    public Optional<E> lock(String key) {
        return sql.find(select + " where t.key = ? for update of t", this::map, key);
    }

    /** Keeps the entry from being deleted. */
    public Optional<E> share(String key) {
        return sql.find(select + " where t.key = ? for share of t", this::map, key);
    }

    /** @param prefix of the keys; empty for all */
    public List<E> list(String prefix, String after, int limit) {
        return listWhere("starts_with(t.key, ?) and t.key collate \"C\" > ?", limit, prefix, after);
    }

    /** In the order of their keys; the condition speaks of the alias {@code t}. */
    protected List<E> listWhere(String condition, int limit, @Nullable Object... parameters) {
        return sql.list(
                select + " where " + condition + " order by t.key collate \"C\" limit " + limit, this::map, parameters);
    }

    /** All entries, kept from being deleted. */
    public List<E> shareAll() {
        return sql.list(select + " order by t.key collate \"C\" for share of t", this::map);
    }

    /** All entries; nobody else writes any until the transaction ends. */
    public List<E> holdAll() {
        sql.update("lock table " + table + " in share row exclusive mode");
        return list("", "", Integer.MAX_VALUE);
    }

    /** False when there is one already. */
    public boolean insert(E entry) {
        return sql.update(insert, parameters(List.of(entry.key(), entry.revision()), entry, List.of())) > 0;
    }

    public void update(E entry) {
        sql.update(update, parameters(List.of(entry.revision()), entry, List.of(entry.key())));
    }

    public void delete(E entry) {
        sql.update("delete from " + table + " where key = ?", entry.key());
    }

    private @Nullable Object[] parameters(List<Object> before, E entry, List<Object> after) {
        List<@Nullable Object> all = new ArrayList<>(before);
        all.addAll(Arrays.asList(values(entry)));
        all.addAll(after);
        return all.toArray();
    }

    private static String name(String column) {
        return column.split(":", 2)[0];
    }

    private static String parameter(String column) {
        return "?" + column.substring(name(column).length());
    }
}
