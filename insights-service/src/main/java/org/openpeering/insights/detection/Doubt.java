/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.openpeering.contract.insights.ObservedRoute;

/**
 * Which routes of vantages may have been taken back unheard: no table comes after a gap of their feed that would settle it.
 * A feed's epoch is the time of its latest gap; what was told since counts, what is older stands and is in doubt.
 *
 * @param epochs of each source the newest that something was heard from
 */
record Doubt(Map<String, Long> epochs) {
    static Doubt of(PrefixState state) {
        return new Doubt(state.epochs());
    }

    boolean of(ObservedRoute route) {
        return route.id().session().vantage() && route.since().isBefore(gap(route));
    }

    /** The latest gap of the feed that told the route. */
    Instant gap(ObservedRoute route) {
        long micros = epochs.getOrDefault(route.id().session().source(), 0L);
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
