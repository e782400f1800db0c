/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * What takes so long to compute that it would hold up an event loop, and with it everybody whose statements that loop
 * sends. It is done on a worker's thread; what follows is back in the caller's context, where its session is at home.
 */
public final class Computation {
    private static final int FEW = 8;

    private Computation() {}

    /** @param work without a statement; what it throws is the failure */
    public static <T> Uni<T> of(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context context =
                    Objects.requireNonNull(Vertx.currentContext(), "there has to be a context to come back to");
            return Uni.createFrom()
                    .completionStage(context.executeBlocking(work, false).toCompletionStage());
        });
    }

    /** The same, unless it is about few: going to another thread and back would take longer. */
    public static <T> Uni<T> of(int things, Callable<T> work) {
        return things <= FEW ? Uni.createFrom().item(Unchecked.supplier(work::call)) : of(work);
    }

    /** For a step after a statement whose rows have documents: {@code .list(row -> row).chain(Computation.each(…))}. */
    public static <R, T> Function<List<R>, Uni<? extends List<T>>> each(Function<R, T> map) {
        return rows -> of(rows.size(), () -> rows.stream().map(map).toList());
    }
}
