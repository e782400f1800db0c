/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Sql;

/** Table {@code metro}; metros belong to the operator, not to a subscription. */
@ApplicationScoped
public class MetroRepository {
    private static final String SELECT = "select name, revision, country, latitude, longitude from metro";

    private final Sql sql;

    MetroRepository(Sql sql) {
        this.sql = sql;
    }

    public Optional<MetroEntity> find(String name) {
        return sql.find(SELECT + " where key = ?", MetroRepository::map, MetroEntity.key(name));
    }

    /** Holds the metro, and with it who has which session address there. */
    public Optional<MetroEntity> lock(String name) {
        return sql.find(SELECT + " where key = ? for update", MetroRepository::map, MetroEntity.key(name));
    }

    /** Keeps the metro from being deleted and its session addresses from changing hands. */
    public Optional<MetroEntity> share(String name) {
        return sql.find(SELECT + " where key = ? for share", MetroRepository::map, MetroEntity.key(name));
    }

    List<MetroEntity> list(String after, int limit) {
        return sql.list(
                SELECT + " where key collate \"C\" > ? order by key collate \"C\" limit ?",
                MetroRepository::map,
                after,
                limit);
    }

    boolean insert(MetroEntity metro) {
        return sql.update(
                        """
                        insert into metro (key, name, revision, country, latitude, longitude)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""",
                        metro.key(),
                        metro.name(),
                        metro.revision(),
                        metro.country(),
                        metro.latitude(),
                        metro.longitude())
                > 0;
    }

    void update(MetroEntity metro) {
        sql.update(
                "update metro set revision = ?, country = ?, latitude = ?, longitude = ? where key = ?",
                metro.revision(),
                metro.country(),
                metro.latitude(),
                metro.longitude(),
                metro.key());
    }

    void delete(MetroEntity metro) {
        sql.update("delete from metro where key = ?", metro.key());
    }

    /** Something that refers to the metro, for people. */
    @Nullable
    String user(MetroEntity metro) {
        return sql.find("""
                        select user_name from (
                            select 'the provider ''' || p.name || '''' as user_name
                            from provider_location l join provider p on p.key = l.provider where l.metro = ?
                            union all select 'the edge router ''' || name || '''' from edge_router where metro = ?
                            union all select 'a peering' from peering where metro = ?
                        ) users limit 1""", row -> row.text("user_name"), metro.key(), metro.key(), metro.key())
                .orElse(null);
    }

    private static MetroEntity map(Row row) {
        return new MetroEntity(
                row.text("name"),
                row.number("revision"),
                row.text("country"),
                Double.parseDouble(row.text("latitude")),
                Double.parseDouble(row.text("longitude")));
    }
}
