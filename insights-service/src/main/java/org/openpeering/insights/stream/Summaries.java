/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.detection.PrefixState;
import org.openpeering.insights.detection.Quality;

/** Tells how long packets to each prefix take of late: once in ten minutes while it is measured. After a restart it is told anew. */
final class Summaries {
    private static final Duration EACH = Duration.ofMinutes(10);

    private final Map<IpPrefix, Long> told = new HashMap<>();
    private final Outputs outputs;

    Summaries(Outputs outputs) {
        this.outputs = outputs;
    }

    void measured(PrefixState state, long now) {
        Long last = told.get(state.prefix());
        if (last != null && Math.abs(now - last) < EACH.toMillis()) {
            return;
        }
        PrefixLatency latency = Quality.summary(state, now, Instant.ofEpochMilli(now));
        if (!latency.measured().isEmpty()) {
            told.put(state.prefix(), now);
            outputs.latency(latency, now);
        }
    }

    /** Of a prefix that this life has not told of there may be word of an earlier one. */
    void revoked(IpPrefix prefix, long now) {
        told.remove(prefix);
        outputs.noLatency(prefix, now, now);
    }
}
