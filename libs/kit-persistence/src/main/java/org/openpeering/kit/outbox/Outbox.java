/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Wakes;

/**
 * Where a use case says that an object changed. The row commits or rolls back with the change itself, so what was
 * acknowledged is sent, and what was not is not (promises D1, D4). Fails outside of a transaction.
 *
 * <p>Order: take {@link #nextRevision()} only while holding the object's row lock (or having just inserted the row).
 * Then for each key both the revisions and the sequence numbers of its rows follow the order of commits (promise D3).
 */
@ApplicationScoped
public class Outbox {
    /** What wakes the relay. */
    static final String QUEUE = "outbox";

    private final Statements statements;
    private final Wakes wakes;

    Outbox(Statements statements, Wakes wakes) {
        this.statements = statements;
        this.wakes = wakes;
    }

    public Uni<Long> nextRevision() {
        return Transactions.mandatory()
                .chain(() ->
                        statements.of("select nextval('revision') as revision").get(row -> row.number("revision")));
    }

    /** The next {@code count} revisions; for whoever holds as many objects' row locks. */
    public Uni<List<Long>> nextRevisions(int count) {
        return Transactions.mandatory()
                .chain(() -> statements
                        .of("select nextval('revision') as revision from generate_series(1, :count)")
                        .set("count", count)
                        .list(row -> row.number("revision")));
    }

    /** The object as it is from now on. */
    public Uni<Void> changed(Topic topic, Revisioned object) {
        return insert(topic, object.key(), object.revision(), statements.json(object));
    }

    /** The object is gone. */
    public Uni<Void> deleted(Topic topic, String key, long revision) {
        return insert(topic, key, revision, null);
    }

    /** The same as {@link #changed(Topic, Revisioned)} for each, in one statement. */
    public Uni<Void> changed(Topic topic, Collection<? extends Revisioned> objects) {
        if (objects.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Transactions.mandatory()
                .invoke(() -> wakes.afterCommit(QUEUE))
                .chain(() -> statements
                        .of("insert into outbox (topic, message_key, revision, body)"
                                + " select :topic, k, r, b from unnest(:keys, :revisions, :bodies) as o (k, r, b)")
                        .set("topic", topic.topicName())
                        .set("keys", objects.stream().map(Revisioned::key).toList())
                        .set(
                                "revisions",
                                objects.stream().map(Revisioned::revision).toList())
                        .set(
                                "bodies",
                                objects.stream()
                                        .map(statements::json)
                                        .map(Objects::requireNonNull)
                                        .toList())
                        .update())
                .replaceWithVoid();
    }

    private Uni<Void> insert(Topic topic, String key, long revision, @Nullable String body) {
        return Transactions.mandatory()
                .invoke(() -> wakes.afterCommit(QUEUE))
                .chain(() -> statements
                        .of(
                                "insert into outbox (topic, message_key, revision, body) values (:topic, :key, :revision, :body)")
                        .set("topic", topic.topicName())
                        .set("key", key)
                        .set("revision", revision)
                        .set("body", body)
                        .update())
                .replaceWithVoid();
    }
}
