/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Transactions;

/** A test's steps in one transaction: the test's thread works, and waits for each statement. */
public final class Work {
    private static final ScopedValue<Context> CONTEXT = ScopedValue.newInstance();

    private Work() {}

    public static boolean active() {
        return CONTEXT.isBound();
    }

    /** In the transaction that there is, or in one of its own. */
    public static <T> @Nullable T inTransaction(Callable<@Nullable T> work) throws Exception {
        if (CONTEXT.isBound()) {
            return work.call();
        }
        Context context = VertxContext.createNewDuplicatedContext(
                Arc.container().instance(Vertx.class).get().getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<@Nullable T> worked = new CompletableFuture<>();
        CompletableFuture<@Nullable T> ended = new CompletableFuture<>();
        InjectableContext.ContextState request = request();
        context.runOnContext(ignored -> {
            if (request != null) {
                // Steps that ask who calls run there. The context is the transaction's own and ends with it.
                Arc.container().requestContext().activate(request);
            }
            Transactions.run(() -> {
                        begun.complete(true);
                        return Uni.createFrom().completionStage(worked).emitOn(MutinyHelper.executor(context));
                    })
                    .subscribe()
                    .with(ended::complete, failure -> {
                        ended.completeExceptionally(failure);
                        begun.completeExceptionally(failure);
                    });
        });
        result(begun);
        try {
            worked.complete(ScopedValue.where(CONTEXT, context).call(work::call));
        } catch (Exception | Error e) {
            worked.completeExceptionally(e);
        }
        return result(ended);
    }

    public static void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    /** The same for what throws nothing but what nobody expects. */
    public static <T> T get(Supplier<T> work) {
        try {
            return Objects.requireNonNull(inTransaction(work::get));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A reactive step: of the transaction that there is, or with a session of its own. */
    public static <T> @Nullable T await(Supplier<Uni<T>> step) {
        if (!CONTEXT.isBound()) {
            return alone(step);
        }
        CompletableFuture<@Nullable T> done = new CompletableFuture<>();
        CONTEXT.get().runOnContext(ignored -> {
            try {
                step.get().subscribe().with(done::complete, done::completeExceptionally);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return result(done);
    }

    private static InjectableContext.@Nullable ContextState request() {
        return Arc.container().requestContext().isActive()
                ? Arc.container().requestContext().getState()
                : null;
    }

    private static <T> @Nullable T alone(Supplier<Uni<T>> step) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Panache.withSession(step));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> @Nullable T result(CompletableFuture<@Nullable T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }
}
