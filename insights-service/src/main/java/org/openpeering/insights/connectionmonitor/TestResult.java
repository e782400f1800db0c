/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample.Hop;

/**
 * What was last found out.
 *
 * @param measuredAt null: nothing yet but a path
 * @param roundTripMicros null: nothing was answered
 * @param target where the path leads; null: there is none yet
 */
record TestResult(
        @Nullable Instant measuredAt,
        int sent,
        int received,
        @Nullable Long roundTripMicros,
        @Nullable String failure,
        @Nullable Instant pathAt,
        @Nullable String target,
        List<Hop> hops) {
    static final TestResult NONE = new TestResult(null, 0, 0, null, null, null, null, List.of());

    TestResult {
        hops = List.copyOf(hops);
    }

    /** Whether the latest test got through. */
    boolean successful() {
        return received > 0;
    }
}
