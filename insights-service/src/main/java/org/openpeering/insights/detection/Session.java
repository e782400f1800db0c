/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;

/** A session as the owner declares it: which router sees it is not the owner's business. */
record Session(IpAddress peerAddress, Asn peerAsn) {
    static Session of(ObservedRoute route) {
        return new Session(route.peerAddress(), route.peerAsn());
    }

    static Session of(RequiredSession required) {
        return new Session(required.peerAddress(), required.peerAsn());
    }

    /** The declaration that requires an announcement here, if any. */
    Optional<RequiredSession> requiredBy(@Nullable MonitoredPrefix context) {
        List<RequiredSession> sessions = context == null ? List.of() : context.sessions();
        return sessions.stream().filter(required -> of(required).equals(this)).findFirst();
    }

    /** On the network's own routers: what a vantage hears from the same address is no session of the network. */
    List<ObservedRoute> routesAmong(Routes routes) {
        return routes.held().stream()
                .filter(route -> route.peerAsn().equals(peerAsn)
                        && route.session().address().equals(peerAddress)
                        && !route.session().vantage())
                .map(Routes.Held::route)
                .toList();
    }

    @Override
    public String toString() {
        return peerAddress + "|" + peerAsn;
    }
}
