/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.wake.Wakes;

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

    private final Statements statements;
    private final Wakes wakes;

    RevalidationRepository(Statements statements, Wakes wakes) {
        this.statements = statements;
        this.wakes = wakes;
    }

    public Uni<Void> enqueue(TargetKind kind, String key) {
        return enqueue(kind, List.of(key), ChangeRepository.ONE);
    }

    public Uni<Void> enqueue(TargetKind kind, Collection<String> keys, int priority) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : insert(statements
                        .of(ADD + "select :kind, k, :priority::smallint from unnest(:keys) k")
                        .set("kind", kind)
                        .set("priority", priority)
                        .set("keys", keys));
    }

    /** Everything that has exactly one of these prefixes. */
    public Uni<Void> enqueuePrefixes(Collection<String> prefixes) {
        return prefixes.isEmpty()
                ? Uni.createFrom().voidItem()
                : insert(statements
                        .of(
                                ADD
                                        + "select 'Customer', c.resource_key, 0 from customer_prefix c where c.prefix = any(:prefixes)"
                                        + " union all"
                                        + " select 'Registered', r.resource_key, 0 from registered_prefix r where r.prefix = any(:prefixes)")
                        .set("prefixes", prefixes));
    }

    /** They are looked at again when some time has passed; the caller has taken them out of the queue. */
    public Uni<Void> postpone(TargetKind kind, Collection<String> keys, Duration time) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("insert into revalidation (kind, target, priority, not_before)"
                                + " select :kind, k, :priority::smallint, now() + :time::interval from unnest(:keys) k")
                        .set("kind", kind)
                        .set("priority", ChangeRepository.ONE)
                        .set("time", time)
                        .set("keys", keys)
                        .update()
                        .invoke(() -> wakes.later(QUEUE, time))
                        .replaceWithVoid();
    }

    private Uni<Void> insert(Statement statement) {
        return statement.update().invoke(() -> wakes.afterCommit(QUEUE)).replaceWithVoid();
    }

    /** The first targets in the queue's order, each once; possibly fewer than {@code limit}. */
    public Uni<List<Target>> waiting(int limit) {
        return statements
                .of("select kind, target from revalidation where not_before is null or not_before <= now()"
                        + " order by priority, seq limit :limit")
                .set("limit", limit)
                .list(row -> new Target(row.constant("kind", TargetKind.class), row.text("target")))
                .map(rows -> rows.stream().distinct().toList());
    }

    /**
     * Rows that another worker holds are left to it.
     *
     * @return the traces that targets were queued in
     */
    public Uni<List<String>> remove(Collection<String> targets) {
        return statements
                .of("with removed as (delete from revalidation where seq = any(array("
                        + "select seq from revalidation where target = any(:targets) for update skip locked))"
                        + " returning trace) select distinct trace from removed where trace is not null")
                .set("targets", targets)
                .list(row -> row.text("trace"));
    }

    /** What stands in the queue. */
    public record Target(TargetKind kind, String key) {}
}
