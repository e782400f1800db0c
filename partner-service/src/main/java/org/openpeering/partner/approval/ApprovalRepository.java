/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Statements;
import org.openpeering.partner.approval.Approval.Comment;
import org.openpeering.partner.approval.Approval.Vote;

/**
 * Table {@code approval} and what hangs on it. Operators see all subscriptions; partners never see the table.
 *
 * <p>Every change is a statement on what waits, so that nobody has to lock an item to learn whether it still does: of two
 * who close one, the other changes no row. An item read before shows none of that; a use case reads it once.
 */
@ApplicationScoped
public class ApprovalRepository implements PanacheRepositoryBase<ApprovalEntity, UUID> {
    private final Statements statements;

    ApprovalRepository(Statements statements) {
        this.statements = statements;
    }

    /** Adds a waiting item, or renews the summary of the one that waits already. */
    public Uni<UUID> request(
            ResourceId resource, @Nullable String connection, ApprovalKind kind, String requestedBy, String summary) {
        return statements
                .of("""
                        insert into approval (id, kind, resource_id, resource_key, connection, requested_by, summary)
                        values (:id::uuid, :kind, :resource, :key, :connection, :requestedBy, :summary)
                        on conflict (resource_key, coalesce(connection, ''), kind) where state = 'Waiting'
                        do update set summary = excluded.summary
                        returning id""")
                .set("id", UUID.randomUUID())
                .set("kind", kind)
                .set("resource", resource)
                .set("key", resource.key())
                .set("connection", connection)
                .set("requestedBy", requestedBy)
                .set("summary", summary)
                .get(row -> UUID.fromString(row.text("id")));
    }

    /** Renews the summary of what waits for a connection. */
    public Uni<Void> describe(ResourceId resource, String connection, String summary) {
        return statements
                .of("""
                        update approval set summary = :summary
                        where resource_key = :key and connection = :connection and state = 'Waiting'""")
                .set("summary", summary)
                .set("key", resource.key())
                .set("connection", connection)
                .update()
                .replaceWithVoid();
    }

    /** Closes a waiting item; false when it does not wait any more. */
    public Uni<Boolean> close(UUID id, Decision decision) {
        return close(id, null, decision);
    }

    /** @param summary null: whatever it is */
    private Uni<Boolean> close(UUID id, @Nullable String summary, Decision decision) {
        return statements
                .of("""
                        update approval set state = :state, decided_by = :by, decided_at = :at, reason = :reason,
                            token_id = :tokenId
                        where id = :id::uuid and state = 'Waiting'
                            and (:summary::text is null or summary = :summary)""")
                .set("summary", summary)
                .set("state", decision.state())
                .set("by", decision.by())
                .set("at", decision.at())
                .set("reason", decision.reason())
                .set("tokenId", decision.tokenId())
                .set("id", id)
                .update()
                .map(closed -> closed > 0);
    }

    /**
     * Closes an item that waits as it was read; false when it does not wait any more, or asks for something else by now. A
     * partner may ask anew at any time until what the item is about is held.
     */
    public Uni<Boolean> close(Approval read, Decision decision) {
        return close(read.id(), read.summary(), decision);
    }

    /**
     * Closes what waits for a resource.
     *
     * @param connection null: all of them
     * @param kinds which items
     */
    public Uni<Void> withdraw(
            ResourceId resource, @Nullable String connection, Set<ApprovalKind> kinds, Decision decision) {
        return statements
                .of("""
                        update approval set state = :state, decided_by = :by, decided_at = :at, reason = :reason,
                            token_id = :tokenId
                        where resource_key = :key and (:connection::text is null or connection = :connection)
                            and kind = any(:kinds) and state = 'Waiting'""")
                .set("state", decision.state())
                .set("by", decision.by())
                .set("at", decision.at())
                .set("reason", decision.reason())
                .set("tokenId", decision.tokenId())
                .set("key", resource.key())
                .set("connection", connection)
                .set("kinds", kinds)
                .update()
                .replaceWithVoid();
    }

    /** Keeps other operators from deciding the same item until the transaction ends; taken before any row. */
    Uni<Void> lock(UUID id) {
        return statements
                .of("select 1 as locked from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .set("name", "approval " + id)
                .get(row -> row.number("locked"))
                .replaceWithVoid();
    }

    Uni<@Nullable Approval> find(UUID id) {
        return findById(id).onItem().ifNotNull().transform(ApprovalEntity::approval);
    }

    /** A page and one more, oldest first. */
    Uni<List<Approval>> page(ApprovalFilter filter, long after) {
        List<String> conditions = new ArrayList<>(List.of("seq > :after"));
        Map<String, Object> parameters = new HashMap<>(Map.of("after", after));
        if (filter.state() != null) {
            conditions.add("state = :state");
            parameters.put("state", filter.state());
        }
        if (filter.kind() != null) {
            conditions.add("kind = :kind");
            parameters.put("kind", filter.kind());
        }
        if (filter.subscription() != null) {
            conditions.add("locate(:subscription, resourceKey) = 1");
            parameters.put(
                    "subscription", "/subscriptions/" + filter.subscription().key() + "/");
        }
        if (filter.resourceKey() != null) {
            conditions.add("resourceKey = :resource");
            parameters.put("resource", filter.resourceKey());
        }
        if (filter.assignee() != null) {
            conditions.add("assignee = :assignee");
            parameters.put("assignee", filter.assignee());
        }
        return find(String.join(" and ", conditions) + " order by seq", parameters)
                .range(0, Page.SIZE)
                .list()
                .map(items -> items.stream().map(ApprovalEntity::approval).toList());
    }

    /** False when the item does not wait. */
    Uni<Boolean> assign(UUID id, @Nullable String assignee) {
        return statements
                .of("update approval set assignee = :assignee where id = :id::uuid and state = 'Waiting'")
                .set("assignee", assignee)
                .set("id", id)
                .update()
                .map(assigned -> assigned > 0);
    }

    /** False when the operator has said yes already. */
    Uni<Boolean> vote(UUID id, Vote vote) {
        return statements
                .of("""
                        insert into approval_vote (approval, voted_by, voted_at, reason, token_id)
                        values (:id::uuid, :by, :at, :reason, :tokenId) on conflict do nothing""")
                .set("id", id)
                .set("by", vote.by())
                .set("at", vote.at())
                .set("reason", vote.reason())
                .set("tokenId", vote.tokenId())
                .update()
                .map(added -> added > 0);
    }

    Uni<List<Vote>> votes(UUID id) {
        return statements
                .of("select * from approval_vote where approval = :id::uuid order by voted_at")
                .set("id", id)
                .list(row -> new Vote(
                        row.text("voted_by"), row.instant("voted_at"), row.textOrNull("reason"), row.text("token_id")));
    }

    Uni<Void> comment(UUID id, Comment comment) {
        return statements
                .of("""
                        insert into approval_comment (approval, written_by, written_at, text)
                        values (:id::uuid, :by, :at, :text)""")
                .set("id", id)
                .set("by", comment.by())
                .set("at", comment.at())
                .set("text", comment.text())
                .update()
                .replaceWithVoid();
    }

    Uni<List<Comment>> comments(UUID id) {
        return statements
                .of("select * from approval_comment where approval = :id::uuid order by seq")
                .set("id", id)
                .list(row -> new Comment(row.text("written_by"), row.instant("written_at"), row.text("text")));
    }
}
