/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PathAttributes;

/** A route as the RIB holds it now. */
public record HeldRoute(PeerSession session, IpPrefix prefix, long pathId, PathAttributes attributes) {}
