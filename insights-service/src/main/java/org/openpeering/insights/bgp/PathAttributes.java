/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.List;
import java.util.Optional;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpAddress;

/**
 * What the product looks at in a route's path attributes. Two announcements of a prefix are the same announcement when
 * these are equal: MED, LOCAL_PREF, aggregator, extended and large communities are checked for well-formedness and
 * then left aside.
 *
 * @param asPath neighbour first; 4-byte numbers even when the session was a 2-byte one
 * @param origin ORIGIN
 * @param nextHop the global one, when two were sent (RFC 2545 section 3)
 * @param communities in the order received
 * @param onlyToCustomer OTC (RFC 9234)
 */
public record PathAttributes(
        AsPath asPath, Origin origin, IpAddress nextHop, List<Community> communities, Optional<Asn> onlyToCustomer) {
    public PathAttributes {
        communities = List.copyOf(communities);
    }
}
