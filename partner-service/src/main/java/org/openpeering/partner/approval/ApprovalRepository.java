/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.partner.approval.ApprovalEntity.Comment;
import org.openpeering.partner.approval.ApprovalEntity.Vote;

/** Table {@code approval} and what hangs on it. Operators see all subscriptions; partners never see the table. */
@ApplicationScoped
public class ApprovalRepository {
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

    /** Renews the summary of what waits for a connection. */
    public void describe(ResourceId resource, String connection, String summary) {
        sql.update(
                "update approval set summary = ? where resource_key = ? and connection = ? and state = 'Waiting'",
                summary,
                resource.key(),
                connection);
    }

    /** Closes a waiting item; false when it does not wait any more. */
    public boolean close(UUID id, Decision decision) {
        return sql.update(
                        """
                        update approval set state = ?, decided_by = ?, decided_at = ?, reason = ?, token_id = ?
                        where id = ?::uuid and state = 'Waiting'""", decision.state(), decision.by(), decision.at(), decision.reason(), decision.tokenId(), id)
                > 0;
    }

    /**
     * Closes what waits for a resource.
     *
     * @param connection null: all of them
     * @param kinds which items
     */
    public void withdraw(ResourceId resource, @Nullable String connection, Set<ApprovalKind> kinds, Decision decision) {
        sql.update(
                """
                update approval set state = ?, decided_by = ?, decided_at = ?, reason = ?, token_id = ?
                where resource_key = ? and (?::text is null or connection = ?) and kind = any(?)
                    and state = 'Waiting'""",
                decision.state(),
                decision.by(),
                decision.at(),
                decision.reason(),
                decision.tokenId(),
                resource.key(),
                connection,
                connection,
                kinds.stream().map(ApprovalKind::wire).toList());
    }

    /** Keeps other operators from deciding the same item until the transaction ends; taken before any row. */
    void takeUp(UUID id) {
        sql.list("select pg_advisory_xact_lock(hashtextextended(?, 0))", _ -> id, "approval " + id);
    }

    Optional<ApprovalEntity> find(UUID id) {
        return sql.find("select * from approval where id = ?::uuid", ApprovalRepository::map, id);
    }

    /** Oldest first. */
    List<ApprovalEntity> list(ApprovalFilter filter, long after, int limit) {
        return sql.list(
                """
                select * from approval
                where seq > ? and (?::text is null or state = ?) and (?::text is null or kind = ?)
                    and (?::text is null or starts_with(resource_key, '/subscriptions/' || lower(?) || '/')) and (?::text is null or resource_key = lower(?))
                    and (?::text is null or assignee = ?)
                order by seq limit ?""",
                ApprovalRepository::map,
                after,
                filter.state(),
                filter.state(),
                filter.kind(),
                filter.kind(),
                filter.subscription(),
                filter.subscription(),
                filter.resource(),
                filter.resource(),
                filter.assignee(),
                filter.assignee(),
                limit);
    }

    /** False when the item does not wait. */
    boolean assign(UUID id, @Nullable String assignee) {
        return sql.update("update approval set assignee = ? where id = ?::uuid and state = 'Waiting'", assignee, id)
                > 0;
    }

    /** False when the operator has said yes already. */
    boolean vote(UUID id, Vote vote) {
        return sql.update("""
                        insert into approval_vote (approval, voted_by, voted_at, reason, token_id)
                        values (?::uuid, ?, ?, ?, ?) on conflict do nothing""", id, vote.by(), vote.at(), vote.reason(), vote.tokenId()) > 0;
    }

    List<Vote> votes(UUID id) {
        return sql.list(
                "select * from approval_vote where approval = ?::uuid order by voted_at",
                row -> new Vote(
                        row.text("voted_by"), row.instant("voted_at"), row.textOrNull("reason"), row.text("token_id")),
                id);
    }

    void comment(UUID id, Comment comment) {
        sql.update(
                "insert into approval_comment (approval, written_by, written_at, text) values (?::uuid, ?, ?, ?)",
                id,
                comment.by(),
                comment.at(),
                comment.text());
    }

    List<Comment> comments(UUID id) {
        return sql.list(
                "select * from approval_comment where approval = ?::uuid order by seq",
                row -> new Comment(row.text("written_by"), row.instant("written_at"), row.text("text")),
                id);
    }

    private static ApprovalEntity map(Row row) {
        ApprovalState state = row.constant("state", ApprovalState.class);
        Decision decision = state == ApprovalState.WAITING
                ? null
                : new Decision(
                        state,
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
                row.textOrNull("assignee"),
                decision);
    }
}
