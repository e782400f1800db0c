/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PathAttributes;

/**
 * A route as the RIB holds it now.
 *
 * @param received when a route with these attributes came first, to the second
 */
public record HeldRoute(
        PeerSession session, IpPrefix prefix, long pathId, PathAttributes attributes, Instant received) {}
