/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;

/**
 * A route's path attributes, as far as anybody asks for them. Two announcements of a prefix are the same announcement when
 * these are equal.
 *
 * @param asPath neighbour first; 4-byte numbers even when the session was a 2-byte one
 * @param origin ORIGIN
 * @param nextHop the global one, when two were sent (RFC 2545 section 3)
 * @param med MULTI_EXIT_DISC
 * @param localPref LOCAL_PREF; sent only inside of an AS
 * @param communities in the order received, as are those of the other kinds
 * @param aggregator with its 4-byte number
 * @param onlyToCustomer OTC (RFC 9234)
 */
public record PathAttributes(
        AsPath asPath,
        Origin origin,
        IpAddress nextHop,
        OptionalLong med,
        OptionalLong localPref,
        List<Community> communities,
        List<ExtendedCommunity> extendedCommunities,
        List<LargeCommunity> largeCommunities,
        boolean atomicAggregate,
        Optional<Aggregator> aggregator,
        Optional<Asn> onlyToCustomer) {
    public PathAttributes {
        communities = List.copyOf(communities);
        extendedCommunities = List.copyOf(extendedCommunities);
        largeCommunities = List.copyOf(largeCommunities);
    }

    /** Without those that few routes have. */
    public PathAttributes(
            AsPath asPath,
            Origin origin,
            IpAddress nextHop,
            List<Community> communities,
            Optional<Asn> onlyToCustomer) {
        this(
                asPath,
                origin,
                nextHop,
                OptionalLong.empty(),
                OptionalLong.empty(),
                communities,
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                onlyToCustomer);
    }
}
