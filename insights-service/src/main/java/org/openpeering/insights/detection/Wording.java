/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.List;
import java.util.stream.Collectors;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.prefix.RequiredSession;

/** Pieces of sentences that several detectors need. */
final class Wording {
    private Wording() {}

    static String source(ObservedRoute route) {
        return "bmp:" + route.router();
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

    static String asns(List<Asn> asns) {
        return asns.stream().map(asn -> "AS" + asn).collect(Collectors.joining(", "));
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
