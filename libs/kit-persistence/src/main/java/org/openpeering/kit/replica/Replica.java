/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.replica;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.sql.Statements;

/**
 * The service's copies of objects that other services own: the newest revision seen, whichever way it came. They can be
 * rebuilt from the topics at any time.
 */
@ApplicationScoped
public class Replica {
    private final Statements statements;

    Replica(Statements statements) {
        this.statements = statements;
    }

    /** Takes the message over if it is newer than what is held; false when it changes nothing. */
    public Uni<Boolean> store(Topic topic, Received<? extends Revisioned> message) {
        return store(topic, List.of(message)).map(changed -> !changed.isEmpty());
    }

    /**
     * The same for many, in one statement.
     *
     * @param messages all with a body or a tombstone; of those with one key the newest counts; there may be none
     * @return the keys of those that changed something
     */
    public Uni<List<String>> store(Topic topic, Collection<? extends Received<? extends Revisioned>> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Map<String, Received<? extends Revisioned>> newest = new TreeMap<>();
        messages.forEach(
                message -> newest.merge(message.key(), message, (a, b) -> a.revision() < b.revision() ? b : a));
        return statements
                .of("""
                insert into replica as held (topic, message_key, revision, body)
                select :topic, k, r, nullif(b, '')::jsonb from unnest(:keys, :revisions, :bodies) as o (k, r, b)
                on conflict (topic, message_key) do update
                set revision = excluded.revision, body = excluded.body where held.revision < excluded.revision
                returning message_key""")
                .set("topic", topic.topicName())
                .set("keys", newest.keySet())
                .set(
                        "revisions",
                        newest.values().stream().map(Received::revision).toList())
                .set(
                        "bodies",
                        newest.values().stream()
                                .map(message -> Objects.requireNonNullElse(statements.json(message.body()), ""))
                                .toList())
                .list(row -> row.text("message_key"));
    }

    /** Null when there is none, or it was deleted. */
    public <T> Uni<@Nullable T> find(Topic topic, String key, Class<T> type) {
        return statements
                .of("select body::text as body from replica"
                        + " where topic = :topic and message_key = :key and body is not null")
                .set("topic", topic.topicName())
                .set("key", key)
                .find(row -> row.json("body", type));
    }

    public <T> Uni<List<T>> all(Topic topic, Class<T> type) {
        return statements
                .of("select body::text as body from replica"
                        + " where topic = :topic and body is not null order by message_key")
                .set("topic", topic.topicName())
                .list(row -> row.json("body", type));
    }
}
