/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.SampleSource;

/**
 * A bucket of time of a series. Buckets without samples are not there.
 *
 * @param at its start
 * @param subject as in the selector; null where it was not asked to be told apart, as the others
 */
public record LatencyPoint(
        Instant at,
        @Nullable String subject,
        @Nullable String site,
        @Nullable SampleSource source,
        LatencySummary summary) {}
