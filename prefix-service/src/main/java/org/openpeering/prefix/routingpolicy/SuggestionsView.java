/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is suggested to say of a prefix.
 *
 * @param observedSince when it was first seen while it was its owner's; null: nobody has seen it yet
 * @param sufficient whether that is a day ago: before, nothing is suggested
 * @param sufficientFrom when it will be, or was; null: nobody has seen it yet
 * @param message why nothing can be suggested; null: it can
 */
@RegisterForReflection
record SuggestionsView(
        @Nullable Instant observedSince,
        boolean sufficient,
        @Nullable Instant sufficientFrom,
        @Nullable String message,
        List<Suggestion> value) {
    static SuggestionsView of(Observation observation) {
        Instant ready = observation.ready();
        boolean sufficient = ready != null && !observation.now().isBefore(ready);
        return new SuggestionsView(
                observation.since(), sufficient, ready, message(ready, sufficient), observation.suggestions());
    }

    private static @Nullable String message(@Nullable Instant ready, boolean sufficient) {
        if (sufficient) {
            return null;
        }
        return ready == null
                ? "No route of the prefix has been seen, so nothing can be suggested."
                : "Nothing is suggested before the prefix has been seen for a day, which is at " + ready + ".";
    }
}
