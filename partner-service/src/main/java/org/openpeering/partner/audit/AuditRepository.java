/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

/** Table {@code audit}: rows are added and read. Operators see all subscriptions; partners never see the table. */
@ApplicationScoped
class AuditRepository {
    private static final TypeReference<List<AuditChange>> CHANGES = new TypeReference<>() {};

    private final Sql sql;

    AuditRepository(Sql sql) {
        this.sql = sql;
    }

    void add(String object, String actor, String tokenId, AuditAction action, List<AuditChange> changes) {
        sql.update("""
                insert into audit (object_key, object_id, actor, token_id, action, changes)
                values (?, ?, ?, ?, ?, ?::jsonb)""", object.toLowerCase(Locale.ROOT), object, actor, tokenId, action, sql.json(changes));
    }

    /**
     * Oldest first.
     *
     * @param object null: all objects
     */
    List<AuditEntity> list(@Nullable String object, long after, int limit) {
        return sql.list("""
                select * from audit where (?::text is null or object_key = lower(?)) and seq > ? order by seq limit ?""", AuditRepository::map, object, object, after, limit);
    }

    private static AuditEntity map(Row row) {
        return new AuditEntity(
                row.number("seq"),
                row.instant("at"),
                row.text("object_id"),
                row.text("actor"),
                row.text("token_id"),
                row.constant("action", AuditAction.class),
                row.json("changes", CHANGES));
    }
}
