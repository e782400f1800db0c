/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import io.smallrye.mutiny.Uni;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;

/**
 * The resource that a use case changes. Before the change, and in this order: it is locked, it is there or it is not, and
 * it is what the caller thinks it is. So conditions are about a revision that nobody else changes meanwhile.
 *
 * <p>Runs in the transaction of the use case. A step refuses by a {@link Refusal}; it ends here, as {@link
 * Outcome.Refused}, so the transaction commits.
 *
 * @param <T> the resource, as its lock finds it
 */
public final class Held<T> {
    private final Uni<@Nullable T> lock;
    private final ToLongFunction<T> revision;
    private final Preconditions conditions;

    private Held(Uni<@Nullable T> lock, ToLongFunction<T> revision, Preconditions conditions) {
        this.lock = lock;
        this.revision = revision;
        this.conditions = conditions;
    }

    /** @param lock finds nothing when there is no such resource */
    public static <T> Held<T> of(Uni<@Nullable T> lock, ToLongFunction<T> revision, Preconditions conditions) {
        return new Held<>(lock, revision, conditions);
    }

    /**
     * Changes what has to be there.
     *
     * @param absent what is answered when it is not
     * @param change what is answered when it is
     */
    public <R> Uni<Outcome<R>> change(Supplier<ApiError> absent, Function<T, Uni<R>> change) {
        return refusing(lock.onItem()
                .ifNull()
                .failWith(() -> new Refusal(absent.get()))
                .invoke(this::meet)
                .chain(change::apply)
                .map(Outcome.Found::new));
    }

    /**
     * Makes what is not there, and changes what is.
     *
     * @param change what is answered when it is there
     */
    public Uni<Outcome<T>> put(Supplier<Uni<Outcome<T>>> create, Function<T, Uni<T>> change) {
        return refusing(lock.invoke(this::meet).chain(held -> held == null ? create.get() : found(change.apply(held))));
    }

    /** Deletes what may be gone already. */
    public Uni<Outcome<T>> delete(Function<T, Uni<Void>> deletion) {
        return refusing(lock.chain(held -> held == null ? absent() : deleted(held, deletion)));
    }

    private Uni<Outcome<T>> deleted(T held, Function<T, Uni<Void>> deletion) {
        return Uni.createFrom()
                .item(held)
                .invoke(this::meet)
                .chain(deletion::apply)
                .map(_ -> new Outcome.Deleted<>());
    }

    private static <T> Uni<Outcome<T>> found(Uni<T> changed) {
        return changed.map(Outcome.Found::new);
    }

    private static <T> Uni<Outcome<T>> absent() {
        return Uni.createFrom().item(new Outcome.Absent<>());
    }

    private void meet(@Nullable T held) {
        conditions.require(held == null ? OptionalLong.empty() : OptionalLong.of(revision.applyAsLong(held)));
    }

    private static <R> Uni<Outcome<R>> refusing(Uni<Outcome<R>> steps) {
        return steps.onFailure(Refusal.class).recoverWithItem(Refusal::outcome);
    }
}
