/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Sql;

/** Table {@code approval}. Operators see all subscriptions; partners never see the table. */
@ApplicationScoped
public class ApprovalRepository {
    private static final String COLUMNS = """
            id, seq, kind, state, resource_id, connection, requested_by, requested_at, summary,
            decided_by, decided_at, reason, token_id""";

    private final Sql sql;

    ApprovalRepository(Sql sql) {
        this.sql = sql;
    }

    /** Adds a waiting item, or renews the summary of the one that waits already. */
    public UUID request(
            ResourceId resource, @Nullable String connection, ApprovalKind kind, String requestedBy, String summary) {
        return sql.get(
                """
                insert into approval (id, kind, resource_id, resource_key, connection, requested_by, summary)
                values (?::uuid, ?, ?, ?, ?, ?, ?)
                on conflict (resource_key, coalesce(connection, ''), kind) where state = 'Waiting'
                do update set summary = excluded.summary
                returning id""",
                row -> UUID.fromString(row.text("id")),
                UUID.randomUUID(),
                kind,
                resource,
                resource.key(),
                connection,
                requestedBy,
                summary);
    }

    /** Closes a waiting item; false when it does not wait any more. */
    public boolean close(UUID id, Decision decision) {
        return sql.update(
                        """
                        update approval set state = ?, decided_by = ?, decided_at = ?, reason = ?, token_id = ?
                        where id = ?::uuid and state = 'Waiting'""", decision.state(), decision.by(), decision.at(), decision.reason(), decision.tokenId(), id)
                > 0;
    }

    /** Drops what waits for a resource that is gone. */
    public void withdraw(ResourceId resource) {
        sql.update("delete from approval where resource_key = ? and state = 'Waiting'", resource.key());
    }

    Optional<ApprovalEntity> find(UUID id) {
        return sql.find("select " + COLUMNS + " from approval where id = ?::uuid", ApprovalRepository::map, id);
    }

    /** Oldest first. */
    List<ApprovalEntity> list(@Nullable ApprovalState state, long after, int limit) {
        return sql.list("select " + COLUMNS + " " + """
                 from approval where seq > ? and (?::text is null or state = ?) order by seq limit ?""", ApprovalRepository::map, after, state, state, limit);
    }

    private static ApprovalEntity map(Row row) {
        ApprovalState state = row.constant("state", ApprovalState.class);
        Decision decision = state == ApprovalState.WAITING
                ? null
                : new Decision(
                        state == ApprovalState.APPROVED,
                        row.text("decided_by"),
                        row.instant("decided_at"),
                        row.textOrNull("reason"),
                        row.text("token_id"));
        return new ApprovalEntity(
                UUID.fromString(row.text("id")),
                row.number("seq"),
                row.constant("kind", ApprovalKind.class),
                state,
                ResourceId.parse(row.text("resource_id")),
                row.textOrNull("connection"),
                row.text("requested_by"),
                row.instant("requested_at"),
                row.text("summary"),
                decision);
    }
}
