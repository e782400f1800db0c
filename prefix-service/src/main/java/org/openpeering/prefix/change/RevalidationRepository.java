/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.openpeering.kit.bridge.BlockingWakes;
import org.openpeering.kit.bridge.Sql;

/**
 * The queue of validations that are due. Whatever could change a verdict adds rows; the worker takes a target's rows away
 * and validates.
 *
 * <p><b>No change is missed.</b> Rows are only ever added. The worker deletes those of a target that it can see, in a
 * statement of its own, and reads the evidence in later statements of the same transaction (READ COMMITTED). A row that
 * it deleted was committed before, together with the change that it stands for or after it, so the evidence has that
 * change. A row of a change that commits later was not visible to the deletion; it stays, and the target is validated
 * once more. <b>Nobody waits</b>: adding rows takes no lock that anybody else wants, unlike an upsert of one row for
 * each target, which would have a request wait for a running validation of the same target. {@code ChangeTest} holds it
 * to this.
 *
 * <p>Targets are named by their resource keys, which hold the subscription; a change of the network concerns those of
 * every subscription.
 */
@ApplicationScoped
public class RevalidationRepository {
    private static final String ADD = "insert into revalidation (kind, target, priority) ";

    /** What wakes its worker. */
    public static final String QUEUE = "revalidation";

    private final Sql sql;
    private final BlockingWakes wakes;

    RevalidationRepository(Sql sql, BlockingWakes wakes) {
        this.sql = sql;
        this.wakes = wakes;
    }

    public void enqueue(TargetKind kind, String key) {
        enqueue(kind, List.of(key), ChangeRepository.ONE);
    }

    public void enqueue(TargetKind kind, Collection<String> keys, int priority) {
        if (!keys.isEmpty()) {
            insert(ADD + "select ?, k, ?::smallint from unnest(?) k", kind, priority, keys);
        }
    }

    /** Everything that has exactly one of these prefixes. */
    public void enqueuePrefixes(Collection<String> prefixes) {
        if (!prefixes.isEmpty()) {
            insert(
                    ADD + "select 'Customer', c.resource_key, 0 from customer_prefix c where c.prefix = any(?)"
                            + " union all"
                            + " select 'Registered', r.resource_key, 0 from registered_prefix r where r.prefix = any(?)",
                    prefixes,
                    prefixes);
        }
    }

    /** They are looked at again when some time has passed; the caller has taken them out of the queue. */
    public void postpone(TargetKind kind, Collection<String> keys, Duration time) {
        if (keys.isEmpty()) {
            return;
        }
        sql.update(
                "insert into revalidation (kind, target, priority, not_before)"
                        + " select ?, k, ?::smallint, now() + ?::interval from unnest(?) k",
                kind,
                ChangeRepository.ONE,
                time,
                keys);
        wakes.later(QUEUE, time);
    }

    private void insert(String statement, Object... parameters) {
        sql.update(statement, parameters);
        wakes.afterCommit(QUEUE);
    }

    /** The first targets in the queue's order, each once; possibly fewer than {@code limit}. */
    public List<Target> waiting(int limit) {
        List<Target> rows = sql.list(
                "select kind, target from revalidation where not_before is null or not_before <= now()"
                        + " order by priority, seq limit ?",
                row -> new Target(row.constant("kind", TargetKind.class), row.text("target")),
                limit);
        return rows.stream().distinct().toList();
    }

    /** Rows that another worker holds are left to it. */
    public void remove(Collection<String> targets) {
        sql.update(
                "delete from revalidation where seq = any(array("
                        + "select seq from revalidation where target = any(?) for update skip locked))",
                targets);
    }

    /** What stands in the queue. */
    public record Target(TargetKind kind, String key) {}
}
