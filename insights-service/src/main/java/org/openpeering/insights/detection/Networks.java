/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.openpeering.contract.net.Asn;

/**
 * What is known of networks whoever owns a prefix.
 *
 * @param transitFree those that buy transit of nobody
 * @param routeServers of exchanges: one that stands in a path has passed on what it was told, and is nobody's upstream
 */
public record Networks(Set<Asn> transitFree, Set<Asn> routeServers) {
    public static final Networks DEFAULT = new Networks(
            asns(174, 701, 1299, 2914, 3257, 3320, 3356, 3491, 5511, 6453, 6461, 6762, 6830, 7018, 12956),
            asns(4635, 6695, 6777, 8631, 8714, 11670, 24115, 26162, 33108, 34307, 42476, 51706));

    public Networks {
        transitFree = Set.copyOf(transitFree);
        routeServers = Set.copyOf(routeServers);
    }

    private static Set<Asn> asns(long... numbers) {
        return LongStream.of(numbers).mapToObj(Asn::new).collect(Collectors.toSet());
    }
}
