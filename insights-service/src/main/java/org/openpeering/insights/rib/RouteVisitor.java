/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import org.openpeering.contract.net.IpAddress.Family;

/** Is given routes one by one; must not change the RIB. */
@FunctionalInterface
public interface RouteVisitor {
    /**
     * Takes one route.
     *
     * @param attributes number for {@link Rib#attributes}, valid as long as the route is there
     */
    void visit(AdjRibIn peer, Family family, long high, long low, int length, int pathId, int attributes);
}
