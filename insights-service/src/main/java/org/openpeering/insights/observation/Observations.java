/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.insights.Speaker;
import org.openpeering.contract.net.Asn;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.collector.PeerSession;
import org.openpeering.insights.collector.RouteObservation;
import org.openpeering.insights.collector.SessionObservation;

/** Puts the collector's observations into the contract's words. */
final class Observations {
    /** Of a change in memory, by measurement of the usual ones, and of an AS number, a community or a route in it. */
    static final int BYTES = 400;

    private static final int PART_BYTES = 32;

    private Observations() {}

    /** Bytes in memory, by estimate: it need not be exact, and has to be cheap. */
    static long size(RouteChange change) {
        int parts = 0;
        if (change instanceof RouteChange.Announced announced) {
            parts = announced.route().communities().size();
            for (List<Asn> hop : announced.route().asPath().hops()) {
                parts += hop.size();
            }
        } else if (change instanceof RouteChange.PeerTable table) {
            parts = table.held().size();
        }
        return BYTES + (long) PART_BYTES * parts;
    }

    static RouteChange change(RouteObservation seen, Speaker by) {
        PeerSession session = seen.session();
        return seen.attributes()
                .<RouteChange>map(attributes -> new RouteChange.Announced(
                        seen.monitored().prefix(), seen.arrival(), route(seen, session, attributes), by))
                .orElseGet(() -> new RouteChange.Withdrawn(
                        seen.monitored().prefix(),
                        seen.arrival(),
                        new RouteId(session.id(), seen.route(), seen.pathId()),
                        session.peerAsn(),
                        cause(seen.cause()),
                        by));
    }

    private static ObservedRoute route(RouteObservation seen, PeerSession session, PathAttributes attributes) {
        return new ObservedRoute(
                seen.route(),
                seen.pathId(),
                session.id().router(),
                session.id().address(),
                session.peerAsn(),
                attributes.asPath(),
                attributes.communities(),
                attributes.nextHop(),
                seen.arrival(),
                seen.routerTime().orElse(seen.arrival()),
                session.id(),
                attributes.onlyToCustomer().orElse(null));
    }

    private static WithdrawalCause cause(RouteObservation.Cause cause) {
        return switch (cause) {
            case PEER_DOWN -> WithdrawalCause.PEER_DOWN;
            case OUT_OF_SIGHT -> WithdrawalCause.OUT_OF_SIGHT;
            case RESYNC -> WithdrawalCause.RESYNC;
            case ANNOUNCED, SYNC, WITHDRAWN, TREATED_AS_WITHDRAW -> WithdrawalCause.EXPLICIT;
        };
    }

    /** @param revision grows with each message about the session */
    static ObservedSession session(SessionObservation seen, long revision, String collector) {
        return switch (seen) {
            case SessionObservation.Established up -> established(up, up.complete(), revision, collector);
            case SessionObservation.Table table -> established(table.up(), table.complete(), revision, collector);
            case SessionObservation.Down down -> session(down, false, reason(down), null, revision, collector);
        };
    }

    private static ObservedSession established(
            SessionObservation.Established up, boolean complete, long revision, String collector) {
        return session(up, true, "", complete, revision, collector);
    }

    private static ObservedSession session(
            SessionObservation since,
            boolean established,
            String reason,
            @Nullable Boolean complete,
            long revision,
            String collector) {
        PeerSession session = since.session();
        return new ObservedSession(
                session.id().router(),
                session.id().address(),
                session.peerAsn(),
                session.localAddress(),
                established,
                since.arrival(),
                reason,
                revision,
                collector,
                session.epoch(),
                session.id(),
                null,
                session.source().orElse(null),
                complete);
    }

    private static String reason(SessionObservation.Down down) {
        StringBuilder text = new StringBuilder();
        for (String word : down.reason().name().split("_", -1)) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return down.error().isEmpty() ? text.toString() : text + " " + down.error();
    }
}
