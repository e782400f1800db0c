/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.kit.sql.Statements;

@ApplicationScoped
class UnattendedRepository implements PanacheRepositoryBase<UnattendedEntity, String> {
    private final Statements statements;

    UnattendedRepository(Statements statements) {
        this.statements = statements;
    }

    /** As it is now. One reader has the messages of a gap, in their order. */
    Uni<Void> store(CollectorGap gap) {
        return findById(gap.id(), LockModeType.PESSIMISTIC_WRITE).chain(known -> {
            if (known == null) {
                return persist(UnattendedEntity.of(gap)).replaceWithVoid();
            }
            known.take(gap);
            return Uni.createFrom().voidItem();
        });
    }

    /** Those that ended before. SQL, since it runs at the start: the first deletion in HQL holds up an event loop for a second. */
    Uni<Void> forget(Instant before) {
        return statements
                .of("delete from unattended where ended < :before")
                .set("before", before)
                .update()
                .replaceWithVoid();
    }

    /** Put together where they overlap. */
    Uni<List<Stretch>> within(Stretch time) {
        return statements
                .of("""
                        select min(since) as since, max(ended) as ended from (
                            select since, ended, sum(apart::int) over (order by since, ended) as stretch from (
                                select since, ended,
                                    (since <= max(ended) over (order by since, ended
                                        rows between unbounded preceding and 1 preceding)) is not true as apart
                                from (select since, coalesce(ended, :until) as ended from unattended
                                    where since < :until and (ended is null or ended > :first)) t
                                where ended > since) a) s
                        group by stretch order by 1""")
                .set("first", time.from())
                .set("until", time.until())
                .list(row -> new Stretch(row.instant("since"), row.instant("ended")));
    }
}
