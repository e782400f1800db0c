/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Levels from the finer ones. A level is closed bucket by bucket: from then on every series of the bucket is due, and what is
 * added to it later makes its series due again. What is due is merged whole each time, so doing it twice changes nothing.
 */
@ApplicationScoped
public class MergeService {
    private static final int CHUNK = 250;
    /** Buckets that are closed at once, after a rest. */
    private static final int BUCKETS = 288;

    private final LevelRepository repository;

    MergeService(LevelRepository repository) {
        this.repository = repository;
    }

    /** Closes what can be closed of a level by now; whether anything was. */
    @WithTransaction
    public Uni<Boolean> close(Ladder ladder, Level level, Instant now) {
        Level finer = level.finer().orElseThrow();
        return repository
                .lockClosed(ladder, level)
                .chain(closed -> until(ladder, level, finer, closed, now)
                        .chain(until -> until.isAfter(closed)
                                ? repository
                                        .close(ladder, level, finer, closed, until)
                                        .replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    /** The finer one has to be whole until there, and some time has to have gone since. */
    private Uni<Instant> until(Ladder ladder, Level level, Level finer, Instant closed, Instant now) {
        Instant most = closed.plus(level.step().multipliedBy(BUCKETS));
        Instant ended = earlier(level.start(now.minus(ladder.after())), most);
        return finer == Level.MINUTE
                ? Uni.createFrom().item(ended)
                : merged(ladder, finer).map(whole -> level.start(earlier(ended, whole)));
    }

    private Uni<Instant> merged(Ladder ladder, Level level) {
        return repository
                .closed(ladder)
                .chain(closed -> repository
                        .firstDue(ladder, level)
                        .map(due -> whole(closed.getOrDefault(level, Instant.MIN), due)));
    }

    static Instant whole(Instant closed, @Nullable Instant due) {
        return due == null ? closed : earlier(closed, due);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Merges some of a level; how many. */
    @WithTransaction
    public Uni<Integer> merge(Ladder ladder, Level level) {
        Level finer = level.finer().orElseThrow();
        return repository
                .take(ladder, level, CHUNK)
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().item(0)
                        : ladder.merge(due, level, finer)
                                .chain(() -> repository.lockSharedClosed(ladder))
                                .chain(closed -> repository.due(ladder, Due.upward(due.stream(), closed)))
                                .replaceWith(due.size()));
    }
}
