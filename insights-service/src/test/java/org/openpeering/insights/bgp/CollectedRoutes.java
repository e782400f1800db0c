/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bgp;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;

/** Keeps what a decoder delivers. */
class CollectedRoutes implements RouteReceiver {
    record Route(IpPrefix prefix, long pathId) {}

    record Announced(IpPrefix prefix, long pathId, PathAttributes attributes) {}

    final List<Route> withdrawn = new ArrayList<>();
    final List<Announced> announced = new ArrayList<>();
    private PathAttributes attributes;

    static CollectedRoutes of(UpdateDecoder decoder) {
        CollectedRoutes routes = new CollectedRoutes();
        decoder.deliver(routes);
        return routes;
    }

    @Override
    public void withdraw(Family family, long high, long low, int length, int pathId) {
        withdrawn.add(new Route(PrefixBits.prefix(family, high, low, length), pathId & 0xFFFF_FFFFL));
    }

    @Override
    public void attributes(CompactAttributes compact) {
        attributes = compact.decode();
    }

    @Override
    public void announce(Family family, long high, long low, int length, int pathId) {
        announced.add(new Announced(PrefixBits.prefix(family, high, low, length), pathId & 0xFFFF_FFFFL, attributes));
    }
}
