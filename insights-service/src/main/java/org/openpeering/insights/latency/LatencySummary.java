/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import org.jspecify.annotations.Nullable;

/**
 * Round trips of a time and of whatever was asked for; times are milliseconds, and null where nothing was answered, never 0.
 *
 * @param samples how many measurements
 * @param sent packets or connections asked
 * @param received of which were answered
 * @param jitter mean difference of neighbouring round trips; null below two
 * @param loss 0 to 1: what was not answered of what was asked; null where nothing was asked
 */
public record LatencySummary(
        long samples,
        long sent,
        long received,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double mean,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Double jitter,
        @Nullable Double loss) {
    public static final LatencySummary NOTHING =
            new LatencySummary(0, 0, 0, null, null, null, null, null, null, null, null, null);
}
