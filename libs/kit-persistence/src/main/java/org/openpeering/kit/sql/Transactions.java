/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * A use case's transaction, and what follows its commit. On a method of a bean it is {@code @WithTransaction}; here is the
 * same for where the boundary is no method: readers and workers.
 *
 * <p>What joins a transaction shares its session and its fate: when it fails the transaction is rolled back, also if
 * somebody recovers from the failure, so that no half of a use case is ever committed. {@code TransactionsTest} holds it
 * to this.
 */
public final class Transactions {
    private static final String FOLLOWING = Transactions.class.getName();

    private Transactions() {}

    /** In the transaction that there is, or in one of its own. */
    public static <T> Uni<T> run(Supplier<Uni<T>> work) {
        return following(() -> Panache.withTransaction(work));
    }

    /** The same for a worker's thread, which waits for the commit. */
    public static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> run(work));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Work that blocks or takes long, in the midst of a use case: on a worker's thread. What follows is on the session's
     * thread again.
     */
    public static <T> Uni<T> onWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        Vertx.currentContext().executeBlocking(work, false).toCompletionStage());
    }

    /** Fails outside of a transaction. */
    public static Uni<Void> mandatory() {
        return Uni.createFrom()
                .deferred(Panache::currentTransaction)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("there has to be a transaction"))
                .replaceWithVoid();
    }

    /**
     * Does something once the current transaction has committed, at once when there is none. Equal ones are done once.
     *
     * @param work does not block and does not fail
     */
    public static void afterCommit(Runnable work) {
        Set<Runnable> followers = followers();
        if (followers == null) {
            work.run();
        } else {
            followers.add(work);
        }
    }

    /** @param transaction begins or joins one */
    static <T> Uni<T> following(Supplier<Uni<T>> transaction) {
        return Uni.createFrom().deferred(() -> {
            if (followers() != null) {
                return transaction.get().onFailure().call(Transactions::rollback);
            }
            Set<Runnable> followers = new LinkedHashSet<>();
            ContextLocals.put(FOLLOWING, followers);
            return transaction
                    .get()
                    .onTermination()
                    .invoke(() -> ContextLocals.remove(FOLLOWING))
                    .invoke(() -> followers.forEach(Runnable::run));
        });
    }

    private static Uni<Void> rollback() {
        return Panache.currentTransaction()
                .onItem()
                .ifNotNull()
                .invoke(Mutiny.Transaction::markForRollback)
                .replaceWithVoid();
    }

    private static @Nullable Set<Runnable> followers() {
        return ContextLocals.<Set<Runnable>>get(FOLLOWING).orElse(null);
    }
}
