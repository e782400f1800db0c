/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.partition.PartitionedTable;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;

/** Sessions as they were: of the network, whose they are says the peering. */
@ApplicationScoped
class SessionRepository {
    /** Three years, and the month that they begin in. */
    private static final Duration KEEP = Duration.ofDays(1127);

    /** That are looked at for an answer. */
    private static final int MOST = 100_000;

    private static final PartitionedTable CHANGES = new PartitionedTable("session_change", KEEP);

    private final Statements statements;

    SessionRepository(Statements statements) {
        this.statements = statements;
    }

    @Produces
    @Singleton
    static PartitionedTable changes() {
        return CHANGES;
    }

    /** Adds those that are not there; what an older message said of the same moment gives way. */
    Uni<Integer> add(Collection<SessionChange> changes) {
        return statements
                .of("""
                        insert into session_change (session, at, sight, revision)
                        select distinct on (c.session, c.at::timestamptz) c.session, c.at::timestamptz, c.sight, c.revision
                        from unnest(:sessions, :times, :sights, :revisions) as c (session, at, sight, revision)
                        order by c.session, c.at::timestamptz, c.revision desc
                        on conflict (session, at) do update
                        set sight = excluded.sight, revision = excluded.revision
                        where session_change.revision < excluded.revision""")
                .set("sessions", changes.stream().map(SessionChange::session).toList())
                .set(
                        "times",
                        changes.stream()
                                .map(SessionChange::at)
                                .map(Instant::toString)
                                .toList())
                .set("sights", changes.stream().map(SessionChange::sight).toList())
                .set("revisions", changes.stream().map(SessionChange::revision).toList())
                .update();
    }

    /** In their order by session and time: all of the stretch, and the last one before it. */
    Uni<List<SessionChange>> of(Collection<String> sessions, Stretch time) {
        return few(statements
                .of("""
                        select b.session, b.at, b.sight, b.revision from unnest(:sessions) as s (session)
                        cross join lateral (select * from session_change c
                            where c.session = s.session and c.at <= :first order by c.at desc limit 1) b
                        union all
                        select session, at, sight, revision from session_change
                        where session = any(:sessions) and at > :first and at < :until
                        order by session, at limit :most""")
                .set("sessions", sessions)
                .set("first", time.from())
                .set("until", time.until()));
    }

    /**
     * The same of a prefix; with the last one before it that was not Down, by which it is known whether it was announced ever,
     * and how it stood at another time before.
     */
    Uni<List<SessionChange>> ofPrefix(String prefix, Instant since, Stretch time) {
        return few(statements
                .of("""
                        (select session, at, sight, revision from session_change
                            where session = :prefix and at <= :first order by at desc limit 1)
                        union
                        (select session, at, sight, revision from session_change
                            where session = :prefix and at <= :first and sight <> :down order by at desc limit 1)
                        union
                        (select session, at, sight, revision from session_change
                            where session = :prefix and at <= :since order by at desc limit 1)
                        union
                        select session, at, sight, revision from session_change
                        where session = :prefix and at > :first and at < :until
                        order by session, at limit :most""")
                .set("prefix", prefix)
                .set("down", Sight.DOWN)
                .set("since", since.isBefore(time.from()) ? since : time.from())
                .set("first", time.from())
                .set("until", time.until()));
    }

    private static Uni<List<SessionChange>> few(Statement statement) {
        return statement
                .set("most", MOST + 1)
                .list(row -> new SessionChange(
                        row.text("session"),
                        row.instant("at"),
                        row.constant("sight", Sight.class),
                        row.number("revision")))
                .invoke(changes -> {
                    if (changes.size() > MOST) {
                        throw new ArmException(ApiError.at(
                                ErrorCode.INVALID_PARAMETER,
                                "to",
                                "In that time it changed more than " + MOST + " times. Ask for less."));
                    }
                });
    }

    static Instant first(Instant now) {
        return CHANGES.first(now);
    }

    static Instant oldest(Instant now) {
        return now.minus(KEEP);
    }
}
