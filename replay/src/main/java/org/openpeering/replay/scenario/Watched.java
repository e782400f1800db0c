/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.replay.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * A prefix that the scenario is about, and what its owner would declare.
 *
 * @param neighbours who may stand beside the origin in a path; empty where the owner says nothing of it
 */
public record Watched(IpPrefix prefix, List<Asn> origins, List<Asn> neighbours) {
    public Watched {
        origins = List.copyOf(origins);
        neighbours = List.copyOf(neighbours);
    }

    @Override
    public String toString() {
        return prefix + " of " + words(origins) + (neighbours.isEmpty() ? "" : ", beside " + words(neighbours));
    }

    private static String words(List<Asn> asns) {
        return asns.stream().map(asn -> "AS" + asn).collect(Collectors.joining(", "));
    }
}
