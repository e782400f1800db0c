/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.imported;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample.Hop;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.net.IpAddress;

/**
 * A measurement as others tell it.
 *
 * @param identity what makes it another one than all others of its source
 * @param place where it was measured: a probe's number, or a site; null where it does not say
 * @param hops of a traceroute
 */
record Foreign(
        String identity,
        Instant at,
        @Nullable String place,
        IpAddress target,
        ProbeKind probe,
        int sent,
        List<Long> rttMicros,
        List<Hop> hops) {
    Foreign {
        rttMicros = List.copyOf(rttMicros);
        hops = List.copyOf(hops);
    }
}
