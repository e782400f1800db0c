/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.insights;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * How long packets to a monitored prefix take of late, by where they were measured.
 *
 * @param at when this was so
 * @param partner whose session carries the best primary route; null: none does
 * @param entry the metro of that session; null with the partner
 * @param measured by site and source; empty: nothing was measured within a day
 */
public record PrefixLatency(
        IpPrefix prefix,
        long revision,
        Instant at,
        @Nullable Asn partner,
        @Nullable String entry,
        List<Measured> measured)
        implements Revisioned {
    public PrefixLatency {
        measured = List.copyOf(measured);
    }

    /**
     * At one site by one source.
     *
     * @param median of the last hour's minutes, in milliseconds; null: there were too few
     * @param least within 24 hours, in milliseconds
     * @param samples within 24 hours
     */
    public record Measured(
            String site, String source, @Nullable Double median, double least, long samples) {}

    @Override
    public String key() {
        return prefix.toString();
    }
}
