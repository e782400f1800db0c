/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.Locale;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;
import org.openpeering.insights.collector.SessionObservation.DownReason;

/** Puts the collector's observations into the contract's words. */
final class Observations {
    private Observations() {}

    static RouteChange change(RouteObservation seen, DownReason lastDown) {
        PeerSession session = seen.session();
        return seen.attributes()
                .<RouteChange>map(attributes -> new RouteChange.Announced(
                        seen.monitored().prefix(), seen.arrival(), route(seen, session, attributes)))
                .orElseGet(() -> new RouteChange.Withdrawn(
                        seen.monitored().prefix(),
                        seen.arrival(),
                        seen.route(),
                        seen.pathId(),
                        session.peer().router(),
                        session.peer().address(),
                        session.peerAsn(),
                        cause(seen.cause(), lastDown)));
    }

    private static ObservedRoute route(RouteObservation seen, PeerSession session, PathAttributes attributes) {
        return new ObservedRoute(
                seen.route(),
                seen.pathId(),
                session.peer().router(),
                session.peer().address(),
                session.peerAsn(),
                attributes.asPath(),
                attributes.communities(),
                attributes.nextHop(),
                seen.arrival(),
                seen.routerTime().orElse(seen.arrival()));
    }

    private static WithdrawalCause cause(RouteObservation.Cause cause, DownReason lastDown) {
        return switch (cause) {
            case PEER_DOWN ->
                lastDown == DownReason.BMP_SESSION_LOST ? WithdrawalCause.OUT_OF_SIGHT : WithdrawalCause.PEER_DOWN;
            case RESYNC -> WithdrawalCause.RESYNC;
            case ANNOUNCED, SYNC, WITHDRAWN, TREATED_AS_WITHDRAW -> WithdrawalCause.EXPLICIT;
        };
    }

    /** @param revision grows with each message about the session */
    static ObservedSession session(SessionObservation seen, long revision) {
        PeerSession session = seen.session();
        String reason = switch (seen) {
            case SessionObservation.Established _ -> "";
            case SessionObservation.Down down -> reason(down);
        };
        return new ObservedSession(
                session.peer().router(),
                session.peer().address(),
                session.peerAsn(),
                session.localAddress(),
                seen instanceof SessionObservation.Established,
                seen.arrival(),
                reason,
                revision);
    }

    private static String reason(SessionObservation.Down down) {
        StringBuilder text = new StringBuilder();
        for (String word : down.reason().name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return down.error().isEmpty() ? text.toString() : text + " " + down.error();
    }
}
