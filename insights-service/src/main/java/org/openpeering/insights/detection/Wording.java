/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.RequiredSession;
import org.openpeering.contract.text.Prose;
import org.openpeering.registry.rpki.Vrp;

/** Pieces of sentences that several detectors need. */
final class Wording {
    private Wording() {}

    /** Of a vantage its feed and collector, such as {@code ris:rrc00}. */
    static String source(ObservedRoute route) {
        return route.id().session().vantage() ? route.router().replaceFirst("/", ":") : "bmp:" + route.router();
    }

    /** What to call who has the route. */
    static String holder(ObservedRoute route) {
        return route.id().session().vantage() ? "vantage" : "BMP peer";
    }

    static String peer(ObservedRoute route) {
        return route.peerAddress() + " (AS" + route.peerAsn() + ") on " + route.router();
    }

    static String path(ObservedRoute route) {
        return route.asPath().length() == 0 ? "an empty AS path" : "AS path " + route.asPath();
    }

    static String session(RequiredSession session) {
        return "the " + session.role().wire().toLowerCase(java.util.Locale.ROOT) + " session with "
                + session.peerAddress() + " (AS" + session.peerAsn() + ") in " + session.metro();
    }

    static String asns(Collection<Asn> asns) {
        return Prose.list(asns.stream().map(asn -> "AS" + asn).toList());
    }

    private static final int MOST_VRPS = 5;

    /** VRPs as {@code 203.0.113.0/24-25 AS64500 (ripe)}; the first of many. */
    static String vrps(List<Vrp> vrps) {
        List<String> shown = new ArrayList<>();
        for (Vrp vrp : vrps.subList(0, Math.min(vrps.size(), MOST_VRPS))) {
            String anchor = vrp.trustAnchor();
            shown.add("the VRP " + vrp + (anchor == null || anchor.isBlank() ? "" : " (" + anchor + ")"));
        }
        if (vrps.size() > MOST_VRPS) {
            shown.add((vrps.size() - MOST_VRPS) + " more");
        }
        return Prose.list(shown);
    }

    /** Who may originate the prefix. */
    static String legal(MonitoredPrefix context) {
        List<Asn> legal = context.legalOrigins();
        return "legal " + Prose.agree(legal.size(), "is ", "are ") + asns(legal);
    }

    static String cause(ObservedRoute was, WithdrawalCause cause) {
        boolean vantage = was.id().session().vantage();
        return vantage && cause == WithdrawalCause.OUT_OF_SIGHT
                ? "OutOfSight: the vantage is not heard any more"
                : cause(cause);
    }

    static String cause(WithdrawalCause cause) {
        return switch (cause) {
            case EXPLICIT -> "Explicit: the peer withdrew it";
            case PEER_DOWN -> "PeerDown: the BGP session went down";
            case RESYNC -> "Resync: not repeated in the table transfer after a reconnection";
            case OUT_OF_SIGHT -> "OutOfSight: the router's BMP stream is gone for longer than the grace time";
        };
    }
}
