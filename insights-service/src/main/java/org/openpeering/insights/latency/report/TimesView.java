/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.latency.LatencySummary;

/**
 * Round trips in milliseconds. What is not there was not measured; it is never 0.
 *
 * @param samples how many measurements
 * @param count how many round trips
 * @param sent how many packets or connections were asked
 * @param loss 0 to 1: what was not answered
 * @param congestion p95 less p50: what is added to the way
 */
@RegisterForReflection
public record TimesView(
        long samples,
        long count,
        long sent,
        @Nullable Double loss,
        @Nullable Double min,
        @Nullable Double mean,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Double max,
        @Nullable Double jitter,
        @Nullable Double congestion) {
    static TimesView of(LatencySummary summary) {
        Double p50 = summary.p50();
        Double p95 = summary.p95();
        return new TimesView(
                summary.samples(),
                summary.received(),
                summary.sent(),
                rounded(summary.loss(), 1e6),
                rounded(summary.min(), 1e3),
                rounded(summary.mean(), 1e3),
                rounded(p50, 1e3),
                rounded(summary.p90(), 1e3),
                rounded(p95, 1e3),
                rounded(summary.p99(), 1e3),
                rounded(summary.max(), 1e3),
                rounded(summary.jitter(), 1e3),
                p50 == null || p95 == null ? null : rounded(p95 - p50, 1e3));
    }

    /** To microseconds, or parts of a million. */
    static @Nullable Double rounded(@Nullable Double value, double parts) {
        return value == null ? null : Math.round(value * parts) / parts;
    }
}
