/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Statements;

/**
 * Table {@code audit}: rows are added and read. Operators see all subscriptions; partners never see the table. Number and
 * time of a row are the database's, and most writes of the service add one: that is a statement, not an entity.
 */
@ApplicationScoped
class AuditRepository implements PanacheRepositoryBase<AuditEntity, Long> {
    private final Statements statements;

    AuditRepository(Statements statements) {
        this.statements = statements;
    }

    Uni<Void> add(String object, String actor, String tokenId, AuditAction action, List<AuditChange> changes) {
        return statements
                .of("""
                        insert into audit (object_key, object_id, actor, token_id, action, changes)
                        values (:key, :object, :actor, :tokenId, :action, :changes::jsonb)""")
                .set("key", key(object))
                .set("object", object)
                .set("actor", actor)
                .set("tokenId", tokenId)
                .set("action", action)
                .set("changes", statements.json(changes))
                .update()
                .replaceWithVoid();
    }

    /**
     * A page and one more, oldest first.
     *
     * @param object null: all objects
     */
    Uni<List<AuditEntity>> page(@Nullable String object, long after) {
        return (object == null
                        ? find("seq > ?1 order by seq", after)
                        : find("objectKey = ?1 and seq > ?2 order by seq", key(object), after))
                .range(0, Page.SIZE)
                .list();
    }

    private static String key(String object) {
        return object.toLowerCase(Locale.ROOT);
    }
}
