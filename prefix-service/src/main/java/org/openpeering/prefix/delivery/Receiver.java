/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook's receiver fares, by what came of sending to it. After a failure it is left alone, for longer the more came one
 * after the other; one success makes all well. Pure; {@code ReceiverTest}.
 *
 * @param failures one after the other; those of messages that were on their way together count once
 * @param retryAt nothing is sent before; null: at once
 * @param slow whether its latest answer took long
 */
record Receiver(
        String webhook,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastFailure,
        @Nullable Instant retryAt,
        boolean slow) {
    static final Duration SLOW = Duration.ofSeconds(1);

    Receiver after(Attempt attempt) {
        return attempt.failure()
                .map(reason -> failed(attempt, reason))
                .orElseGet(() -> new Receiver(webhook, 0, null, null, null, isSlow(attempt)));
    }

    private Receiver failed(Attempt attempt, String reason) {
        Instant since = failingSince == null ? attempt.at() : failingSince;
        boolean together = retryAt != null && attempt.at().isBefore(retryAt);
        if (together) {
            return new Receiver(webhook, failures, since, reason, retryAt, isSlow(attempt));
        }
        Duration wait = RetryPolicy.after(failures + 1, attempt.dice());
        Duration asked = attempt.asked();
        Instant retry = attempt.at().plus(asked.compareTo(wait) > 0 ? asked : wait);
        return new Receiver(webhook, failures + 1, since, reason, retry, isSlow(attempt));
    }

    private static boolean isSlow(Attempt attempt) {
        return attempt.took().compareTo(SLOW) > 0;
    }
}
