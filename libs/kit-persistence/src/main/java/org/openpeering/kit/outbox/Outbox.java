/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.sql.Sql;
import org.openpeering.kit.wake.Wakes;

/**
 * Where a use case says that an object changed. The row commits or rolls back with the change itself, so what was
 * acknowledged is sent, and what was not is not (promises D1, D4).
 *
 * <p>Order: take {@link #nextRevision()} only while holding the object's row lock (or having just inserted the row).
 * Then for each key both the revisions and the sequence numbers of its rows follow the order of commits (promise D3).
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Outbox {
    /** What wakes the relay. */
    static final String QUEUE = "outbox";

    private final Sql sql;
    private final Wakes wakes;

    Outbox(Sql sql, Wakes wakes) {
        this.wakes = wakes;
        this.sql = sql;
    }

    public long nextRevision() {
        return sql.get("select nextval('revision') as revision", row -> row.number("revision"));
    }

    /** The object as it is from now on. */
    public void changed(Topic topic, Revisioned object) {
        insert(topic, object.key(), object.revision(), sql.json(object));
    }

    /** The object is gone. */
    public void deleted(Topic topic, String key, long revision) {
        insert(topic, key, revision, null);
    }

    /** The next {@code count} revisions; for whoever holds as many objects' row locks. */
    public List<Long> nextRevisions(int count) {
        return sql.list(
                "select nextval('revision') as revision from generate_series(1, ?)",
                row -> row.number("revision"),
                count);
    }

    /** The same as {@link #changed(Topic, Revisioned)} for each, in one statement. */
    public void changed(Topic topic, Collection<? extends Revisioned> objects) {
        if (!objects.isEmpty()) {
            wakes.afterCommit(QUEUE);
            sql.update(
                    "insert into outbox (topic, message_key, revision, body)"
                            + " select ?, k, r::bigint, b from unnest(?, ?, ?) as o (k, r, b)",
                    topic.topicName(),
                    objects.stream().map(Revisioned::key).toList(),
                    objects.stream().map(Revisioned::revision).toList(),
                    objects.stream().map(sql::json).map(Objects::requireNonNull).toList());
        }
    }

    private void insert(Topic topic, String key, long revision, @Nullable String body) {
        wakes.afterCommit(QUEUE);
        sql.update(
                "insert into outbox (topic, message_key, revision, body) values (?, ?, ?, ?)",
                topic.topicName(),
                key,
                revision,
                body);
    }
}
