/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.error;

import org.openpeering.contract.error.ApiError;

/**
 * Ends a chain of steps early: the use case refuses. Recovered to {@link Outcome.Refused} inside the transaction, which
 * commits what was counted until then; what has to be rolled back leaves as an {@link ArmException}.
 */
public final class Refusal extends RuntimeException {
    private final transient ApiError error;

    public Refusal(ApiError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public ApiError error() {
        return error;
    }

    /** For {@code onFailure(Refusal.class).recoverWithItem(Refusal::outcome)}. */
    public static <T> Outcome<T> outcome(Throwable refusal) {
        return new Outcome.Refused<>(((Refusal) refusal).error);
    }
}
