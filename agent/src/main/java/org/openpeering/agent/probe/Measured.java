/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample.Hop;

/**
 * What a measurement has found.
 *
 * @param sent how many were asked
 * @param rttMicros each round trip that was answered
 * @param failure why the last of what was not answered was not
 */
public record Measured(
        int sent,
        List<Long> rttMicros,
        List<Hop> hops,
        @Nullable String failure) {
    public Measured {
        rttMicros = List.copyOf(rttMicros);
        hops = List.copyOf(hops);
    }

    public static Measured failed(int sent, String failure) {
        return new Measured(sent, List.of(), List.of(), failure);
    }
}
