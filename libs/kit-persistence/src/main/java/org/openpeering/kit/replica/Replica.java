/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.replica;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.sql.Sql;

/**
 * The service's copies of objects that other services own: the newest revision seen, whichever way it came. They can be
 * rebuilt from the topics at any time.
 */
@ApplicationScoped
public class Replica {
    private final Sql sql;

    Replica(Sql sql) {
        this.sql = sql;
    }

    /** Takes the message over if it is newer than what is held; false when it changes nothing. */
    @Transactional
    public boolean store(Topic topic, Received<? extends Revisioned> message) {
        int changed = sql.update("""
                insert into replica as held (topic, message_key, revision, body) values (?, ?, ?, ?::jsonb)
                on conflict (topic, message_key) do update
                set revision = excluded.revision, body = excluded.body where held.revision < excluded.revision""", topic.topicName(), message.key(), message.revision(), sql.json(message.body()));
        return changed > 0;
    }

    /**
     * The same for many, in one statement.
     *
     * @param messages all with a body or a tombstone; of those with one key the newest counts
     * @return the keys of those that changed something
     */
    @Transactional
    public List<String> store(Topic topic, Collection<? extends Received<? extends Revisioned>> messages) {
        Map<String, Received<? extends Revisioned>> newest = new TreeMap<>();
        messages.forEach(
                message -> newest.merge(message.key(), message, (a, b) -> a.revision() < b.revision() ? b : a));
        return sql.list(
                """
                insert into replica as held (topic, message_key, revision, body)
                select ?, k, r::bigint, nullif(b, '')::jsonb from unnest(?, ?, ?) as o (k, r, b)
                on conflict (topic, message_key) do update
                set revision = excluded.revision, body = excluded.body where held.revision < excluded.revision
                returning message_key""",
                row -> row.text("message_key"),
                topic.topicName(),
                newest.keySet(),
                newest.values().stream().map(Received::revision).toList(),
                newest.values().stream()
                        .map(message -> Objects.requireNonNullElse(sql.json(message.body()), ""))
                        .toList());
    }

    public <T> Optional<T> find(Topic topic, String key, Class<T> type) {
        return sql.find(
                "select body from replica where topic = ? and message_key = ? and body is not null",
                row -> row.json("body", type),
                topic.topicName(),
                key);
    }

    public <T> List<T> all(Topic topic, Class<T> type) {
        return sql.list(
                "select body from replica where topic = ? and body is not null order by message_key",
                row -> row.json("body", type),
                topic.topicName());
    }
}
