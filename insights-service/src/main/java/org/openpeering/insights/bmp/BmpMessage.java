/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.util.Optional;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.bgp.Open;

/** A decoded BMP message. */
public sealed interface BmpMessage {
    /** The router says who it is (RFC 7854 section 4.3). Texts are cut to 255 characters and hold no control characters. */
    record Initiation(String sysName, String sysDescr) implements BmpMessage {}

    /**
     * A peer's session is established (section 4.10).
     *
     * @param local the router's address and ports, as the session uses them
     * @param sent the router's OPEN, if it can be read: some routers fill in the header alone
     * @param received the peer's OPEN, likewise
     */
    record PeerUp(
            PeerHeader peer,
            IpAddress local,
            int localPort,
            int remotePort,
            Optional<Open> sent,
            Optional<Open> received)
            implements BmpMessage {
        /** Which OPEN cannot be read; empty when both can. */
        public String unreadable() {
            return sent.isPresent() && received.isPresent()
                    ? ""
                    : sent.isPresent() ? "the peer's OPEN" : received.isPresent() ? "the router's OPEN" : "either OPEN";
        }
    }

    /**
     * A peer's session is gone (section 4.9).
     *
     * @param reason 1 to 5, later RFCs add more
     * @param errorCode of the NOTIFICATION sent or received, 0 if there was none
     * @param errorSubcode its subcode
     */
    record PeerDown(PeerHeader peer, int reason, int errorCode, int errorSubcode) implements BmpMessage {}

    /** UPDATE messages of one peer (section 4.6): bytes in the connection's buffer, good until the next message is read. */
    @SuppressWarnings("ArrayRecordComponent") // a view of the buffer, on purpose: the hot path copies nothing
    record RouteMonitoring(PeerHeader peer, byte[] buffer, int from, int to) implements BmpMessage {}

    /** Counters of the router (section 4.8). */
    record Statistics(PeerHeader peer, long counters) implements BmpMessage {}

    /** Verbatim messages (section 4.7). */
    record Mirroring(PeerHeader peer) implements BmpMessage {}

    /** The router ends the session (section 4.5); reason -1 when it gives none. */
    record Termination(int reason) implements BmpMessage {}

    /** A type that is not in the RFCs; passed over. */
    record Unknown(int type) implements BmpMessage {}

    /** The frame was good, what was in it was not. */
    record Malformed(Defect defect) implements BmpMessage {}

    /** Why a message in a good frame cannot be used. */
    enum Defect {
        PEER_HEADER_CUT_OFF,
        PEER_UP_CUT_OFF,
        PEER_DOWN_CUT_OFF,
        STATISTICS_CUT_OFF,
        INFORMATION_CUT_OFF,
        ROUTE_MONITORING_CUT_OFF
    }
}
