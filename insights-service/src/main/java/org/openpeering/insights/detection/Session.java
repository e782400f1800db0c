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
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.insights.detection.Routes.Held;

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

    /** Whether the route comes by a session of the network that the owner declares as a backup. */
    static boolean backup(MonitoredPrefix context, Held route) {
        return required(context, route, SessionRole.BACKUP);
    }

    /** Whether the route comes by a session of the network that is declared in that role. */
    static boolean required(MonitoredPrefix context, Held route, SessionRole role) {
        if (!route.session().vantage()) {
            for (RequiredSession required : context.sessions()) {
                if (required.role() == role
                        && required.peerAsn().equals(route.peerAsn())
                        && required.peerAddress().equals(route.session().address())) {
                    return true;
                }
            }
        }
        return false;
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
