/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.latency;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;

/**
 * Round trips to a registered prefix from a site by a source, of a minute. It is told again, whole, when more of the minute has
 * come; the same (prefix, site, source, at) replaces what was said, and the one of more samples is the later one. Handshakes and
 * first bytes are not in it, since they take longer than the way does.
 *
 * @param prefix the registered one, as it is registered
 * @param at the minute's start
 * @param samples how many measurements
 * @param sent how many packets or connections were asked, of which {@code received} were answered
 * @param minMicros null where nothing was answered, as all of the times
 * @param jitterMicros mean difference of neighbouring round trips; null below two
 * @param agents names of those whose measurements have come since it was told last, {@link #MOST_AGENTS} at most; none of other
 *     sources, and in messages that are older than this member
 */
public record LatencyWindow(
        IpPrefix prefix,
        String site,
        SampleSource source,
        Instant at,
        long samples,
        long sent,
        long received,
        @Nullable Long minMicros,
        @Nullable Long maxMicros,
        @Nullable Long meanMicros,
        @Nullable Long p50Micros,
        @Nullable Long p90Micros,
        @Nullable Long p95Micros,
        @Nullable Long p99Micros,
        @Nullable Long jitterMicros,
        List<String> agents) {
    public static final int MOST_AGENTS = 16;

    public LatencyWindow {
        requireNonNull(prefix, "prefix");
        requireNonNull(site, "site");
        requireNonNull(source, "source");
        requireNonNull(at, "at");
        agents = agents == null ? List.of() : List.copyOf(agents);
    }

    /** The prefix. */
    public String key() {
        return prefix.toString();
    }
}
