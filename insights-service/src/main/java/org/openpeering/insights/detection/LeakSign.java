/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.insights.detection.Routes.Held;

/**
 * One way to see that a route was leaked: by its path alone, by what is known of who buys of whom, by what networks have
 * attested, by a mark in the route. Each says what it knows, and nothing where it knows nothing: a leak is never guessed.
 */
@FunctionalInterface
interface LeakSign {
    /**
     * What it sees, null for nothing.
     *
     * @param way the networks of the path, neighbour first, see {@link Way}
     */
    @Nullable
    Leak of(MonitoredPrefix context, List<Asn> way, Held route);

    /** Whether what it knows is of now: else no event opens by it, and none ends. */
    default boolean current() {
        return true;
    }

    /**
     * A leak.
     *
     * @param leaker who passed on what it should have kept for itself
     * @param from of whom it had it
     * @param to whom it told it; null: this network
     * @param what a sentence
     * @param source where the knowledge comes from
     * @param points of confidence
     */
    record Leak(Asn leaker, Asn from, @Nullable Asn to, String what, String source, int points) {}
}
