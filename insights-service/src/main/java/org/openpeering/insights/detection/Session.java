/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Collection;
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

    List<ObservedRoute> routesAmong(Collection<ObservedRoute> routes) {
        return routes.stream().filter(route -> of(route).equals(this)).toList();
    }

    @Override
    public String toString() {
        return peerAddress + "|" + peerAsn;
    }
}
