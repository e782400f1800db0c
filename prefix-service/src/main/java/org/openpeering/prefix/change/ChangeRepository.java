/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
import org.openpeering.kit.wake.Wakes;

/**
 * The queue of changes. Whoever changes something, or takes over a change of the network, adds a row that says what, in
 * the same transaction; whom it concerns is looked up later, by the worker that takes the row.
 *
 * <p><b>No two changes miss each other</b>, and neither waits for the other. Say one transaction makes a registration
 * while another takes over routes of its prefix. Each adds its row; whichever commits last, its row is taken after that
 * commit, by a statement that sees both, and what follows is read by later statements of the same transaction (READ
 * COMMITTED). {@code ChangeTest} holds it to this.
 *
 * <p>Changes are the network's: no subscription is named.
 */
@ApplicationScoped
public class ChangeRepository {
    /** Of one prefix. */
    public static final int ONE = 0;
    /** Of many. */
    public static final int MANY = 1;
    /** Nothing happened, but it is time to look again. */
    public static final int ROUND = 2;

    private static final String ADD = "insert into due_change (kind, subject, detail, priority) ";

    /** What wakes its worker. */
    public static final String QUEUE = "due_change";

    private final Statements statements;
    private final Wakes wakes;

    ChangeRepository(Statements statements, Wakes wakes) {
        this.statements = statements;
        this.wakes = wakes;
    }

    /** @param metro where it ends; empty: not known, so anywhere */
    public record SessionChange(Asn asn, String metro) {
        public SessionChange {
            metro = metro.toLowerCase(Locale.ROOT);
        }
    }

    public Uni<Void> add(ChangeKind kind, Object subject) {
        return add(kind, subject.toString(), kind.small() ? ONE : MANY);
    }

    /** Each subject once. */
    public Uni<Void> add(ChangeKind kind, Collection<String> subjects) {
        return subjects.isEmpty()
                ? Uni.createFrom().voidItem()
                : insert(statements
                        .of(ADD + "select distinct :kind, p, '', :priority::smallint from unnest(:subjects) p")
                        .set("kind", kind)
                        .set("priority", kind.small() ? ONE : MANY)
                        .set("subjects", subjects));
    }

    /** The caller has just deleted the peering: whoever registers something under a new one gets a higher revision. */
    public Uni<Void> addPeeringGone(String key) {
        return insert(statements
                .of(ADD + "select 'PeeringGone', :key, nextval('revision')::text, 1")
                .set("key", key));
    }

    public Uni<Void> addSessions(Collection<SessionChange> sessions) {
        return sessions.isEmpty()
                ? Uni.createFrom().voidItem()
                : insert(statements
                        .of(ADD + "select 'Session', a, m, 1 from unnest(:asns, :metros) as o (a, m)")
                        .set(
                                "asns",
                                sessions.stream()
                                        .map(session -> session.asn().toString())
                                        .toList())
                        .set(
                                "metros",
                                sessions.stream().map(SessionChange::metro).toList()));
    }

    public Uni<Void> addRound() {
        return add(ChangeKind.EVERYTHING, "", ROUND);
    }

    private Uni<Void> add(ChangeKind kind, String subject, int priority) {
        return insert(statements
                .of(ADD + "values (:kind, :subject, '', :priority)")
                .set("kind", kind)
                .set("subject", subject)
                .set("priority", priority));
    }

    private Uni<Void> insert(Statement statement) {
        return statement.update().invoke(() -> wakes.afterCommit(QUEUE)).replaceWithVoid();
    }

    /**
     * The first changes of one prefix each; they are no longer in the queue. By an array, here and elsewhere: a
     * sub-query would be joined to the queue, and so read all of it each time.
     */
    public Uni<List<Change>> takeSmall(int limit) {
        return statements.of("""
                delete from due_change where seq = any(array(
                    select seq from due_change where priority = 0 order by seq limit :limit for update skip locked))
                returning seq, kind, subject, detail, priority, passed, trace""").set("limit", limit).list(ChangeRepository::change);
    }

    /**
     * The first change of many, locked, one that has not begun before one that has; equal ones that have not begun are done
     * with it.
     */
    public Uni<@Nullable Change> lockLarge() {
        return statements
                .of("""
                select seq, kind, subject, detail, priority, passed, trace from due_change where priority > 0
                order by priority, passed <> '', seq limit 1 for update skip locked""")
                .find(ChangeRepository::change)
                .call(first -> first == null || !first.passed().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : removeEqual(first));
    }

    private Uni<Integer> removeEqual(Change change) {
        return statements
                .of("""
                delete from due_change where seq = any(array(
                    select seq from due_change where seq <> :seq and kind = :kind and subject = :subject
                        and detail = :detail and priority >= :priority and priority > 0 and passed = ''
                    for update skip locked))""")
                .set("seq", change.seq())
                .set("kind", change.kind())
                .set("subject", change.subject())
                .set("detail", change.detail())
                .set("priority", change.priority())
                .update();
    }

    public Uni<Void> advance(Change change, String passed) {
        return statements
                .of("update due_change set passed = :passed where seq = :seq")
                .set("passed", passed)
                .set("seq", change.seq())
                .update()
                .replaceWithVoid();
    }

    public Uni<Void> remove(Change change) {
        return statements
                .of("delete from due_change where seq = :seq")
                .set("seq", change.seq())
                .update()
                .replaceWithVoid();
    }

    private static Change change(Row row) {
        return new Change(
                row.number("seq"),
                row.constant("kind", ChangeKind.class),
                row.text("subject"),
                row.text("detail"),
                (int) row.number("priority"),
                row.text("passed"),
                row.textOrNull("trace"));
    }
}
