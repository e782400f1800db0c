/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.egress.Reply;

/**
 * What came of sending once. Pure.
 *
 * @param number of the delivery's attempts, from 1
 * @param at when it ended
 * @param expiresAt when the delivery is given up
 * @param dice from 0 to 1, for the wait that may follow
 */
record Attempt(
        long seq, int number, String webhook, Instant at, Duration took, Instant expiresAt, Reply reply, double dice) {
    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int ERRORS = 400;

    /** Why it failed; empty: it did not. */
    Optional<String> failure() {
        return switch (reply) {
            case Reply.Failed(String reason) -> Optional.of(reason);
            case Reply.Answered answered -> failure(answered.status());
        };
    }

    private static Optional<String> failure(int status) {
        if (status >= OK && status < REDIRECTS) {
            return Optional.empty();
        }
        return Optional.of(
                status >= REDIRECTS && status < ERRORS
                        ? "The receiver answered " + status
                                + ", and redirects are not followed: set the endpoint to where it leads."
                        : "The receiver answered " + status + ".");
    }

    @Nullable
    Integer status() {
        return reply instanceof Reply.Answered answered ? answered.status() : null;
    }

    /** How long the receiver asked to be left alone. */
    Duration asked() {
        return reply instanceof Reply.Answered answered && answered.retryAfter() != null
                ? answered.retryAfter()
                : Duration.ZERO;
    }

    /** What becomes of the delivery. */
    DeliveryState next() {
        return failure().isEmpty()
                ? DeliveryState.DELIVERED
                : at.isBefore(expiresAt) ? DeliveryState.WAITING : DeliveryState.DEAD;
    }

    /** When it is tried again, if it is; for the last time when it expires. */
    Instant nextAt() {
        Instant next = at.plus(RetryPolicy.after(number, dice));
        return next.isBefore(expiresAt) ? next : expiresAt;
    }
}
