/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.bridge.BlockingWakes;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;

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

    private final Sql sql;
    private final BlockingWakes wakes;

    ChangeRepository(Sql sql, BlockingWakes wakes) {
        this.sql = sql;
        this.wakes = wakes;
    }

    public void add(ChangeKind kind, Object subject) {
        add(kind, subject, "", kind.small() ? ONE : MANY);
    }

    /** Each subject once. */
    public void add(ChangeKind kind, Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            insert(
                    ADD + "select distinct ?, p, '', ?::smallint from unnest(?) p",
                    kind,
                    kind.small() ? ONE : MANY,
                    subjects);
        }
    }

    /** The caller has just deleted the peering: whoever registers something under a new one gets a higher revision. */
    public void addPeeringGone(String key) {
        insert(ADD + "select 'PeeringGone', ?, nextval('revision')::text, 1", key);
    }

    /** @param metro where it ends; empty: not known, so anywhere */
    public void addSession(Asn asn, String metro) {
        add(ChangeKind.SESSION, asn, metro.toLowerCase(Locale.ROOT), MANY);
    }

    public void addRound() {
        add(ChangeKind.EVERYTHING, "", "", ROUND);
    }

    private void add(ChangeKind kind, Object subject, String detail, int priority) {
        insert(ADD + "values (?, ?, ?, ?)", kind, subject.toString(), detail, priority);
    }

    private void insert(String statement, Object... parameters) {
        sql.update(statement, parameters);
        wakes.afterCommit(QUEUE);
    }

    /**
     * The first changes of one prefix each; they are no longer in the queue. By an array, here and elsewhere: a
     * sub-query would be joined to the queue, and so read all of it each time.
     */
    public List<Change> takeSmall(int limit) {
        return sql.list("""
                delete from due_change where seq = any(array(
                    select seq from due_change where priority = 0 order by seq limit ? for update skip locked))
                returning seq, kind, subject, detail, priority, passed""", ChangeRepository::change, limit);
    }

    /** The first change of many, locked, one that has not begun before one that has; equal ones that have not begun are done with it. */
    public Optional<Change> lockLarge() {
        Optional<Change> first = sql.find("""
                select seq, kind, subject, detail, priority, passed from due_change where priority > 0
                order by priority, passed <> '', seq limit 1 for update skip locked""", ChangeRepository::change);
        first.filter(change -> change.passed().isEmpty())
                .ifPresent(change -> sql.update(
                        """
                        delete from due_change where seq = any(array(
                            select seq from due_change where seq <> ? and kind = ? and subject = ? and detail = ?
                                and priority >= ? and priority > 0 and passed = '' for update skip locked))""", change.seq(), change.kind(), change.subject(), change.detail(), change.priority()));
        return first;
    }

    public void advance(Change change, String passed) {
        sql.update("update due_change set passed = ? where seq = ?", passed, change.seq());
    }

    public void remove(Change change) {
        sql.update("delete from due_change where seq = ?", change.seq());
    }

    private static Change change(Row row) {
        return new Change(
                row.number("seq"),
                row.constant("kind", ChangeKind.class),
                row.text("subject"),
                row.text("detail"),
                (int) row.number("priority"),
                row.text("passed"));
    }
}
