/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.quality;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.openpeering.contract.net.IpPrefix;

/**
 * What was measured of a prefix in one minute, at one site by one source; milliseconds.
 *
 * @param prefix the monitored one
 * @param site the metro where it was measured
 * @param source what measured, such as {@code agent-tcp}
 * @param minute when it began
 * @param agents who measured; empty: it is not known
 * @param loss share of the samples without an answer, 0 to 1
 */
public record LatencyWindow(
        IpPrefix prefix,
        String site,
        String source,
        Instant minute,
        List<String> agents,
        long count,
        double min,
        double p50,
        double p95,
        double loss) {
    private static final double LONGEST = 60_000;

    public LatencyWindow {
        agents = agents.stream().distinct().sorted().toList();
    }

    /** The same, of the agents of another, too. */
    LatencyWindow with(List<String> others) {
        List<String> all = Stream.concat(agents.stream(), others.stream()).toList();
        return new LatencyWindow(prefix, site, source, minute, all, count, min, p50, p95, loss);
    }

    /** Whether it can be so: numbers that are none, negative times and those of more than a minute count for nothing. */
    boolean plausible() {
        return count > 0 && min >= 0 && min <= p50 && p50 <= LONGEST;
    }
}
