/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.insights.bgp.Open;

/** A decoded BMP message. */
public sealed interface BmpMessage {
    /** The router says who it is (RFC 7854 section 4.3). Texts are cut to 255 characters and hold no control characters. */
    record Initiation(String sysName, String sysDescr) implements BmpMessage {}

    /**
     * A peer's session is established (section 4.10).
     *
     * @param timeMicros when the router says it happened, microseconds since 1970; 0 when it does not say
     * @param local the router's address and ports, as the session uses them
     * @param sent the router's OPEN, if it can be read: some routers fill in the header alone
     * @param received the peer's OPEN, likewise
     * @param table the name of the table, empty when the router gives none (RFC 9069 section 5.2.1)
     */
    record PeerUp(
            PeerHeader peer,
            long timeMicros,
            IpAddress local,
            int localPort,
            int remotePort,
            Optional<Open> sent,
            Optional<Open> received,
            String table)
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
     * @param timeMicros when the router says it happened, microseconds since 1970; 0 when it does not say
     * @param reason 1 to 5, later RFCs add more
     * @param errorCode of the NOTIFICATION sent or received, 0 if there was none
     * @param errorSubcode its subcode
     */
    record PeerDown(PeerHeader peer, long timeMicros, int reason, int errorCode, int errorSubcode)
            implements BmpMessage {}

    /**
     * UPDATE messages of one peer (section 4.6): bytes in the connection's buffer. One object for all of a connection, it and
     * the bytes good until the next message is read: the hot path copies nothing.
     */
    final class RouteMonitoring implements BmpMessage {
        private @Nullable PeerHeader peer;
        private long timeMicros;
        private byte[] buffer = new byte[0];
        private int from;
        private int to;

        RouteMonitoring() {}

        RouteMonitoring of(PeerHeader ofPeer, long micros, byte[] bytes, int start, int end) {
            peer = ofPeer;
            timeMicros = micros;
            buffer = bytes;
            from = start;
            to = end;
            return this;
        }

        public PeerHeader peer() {
            return Objects.requireNonNull(peer);
        }

        /** When the router says it happened, microseconds since 1970; 0 when it does not say. */
        public long timeMicros() {
            return timeMicros;
        }

        public byte[] buffer() {
            return buffer;
        }

        public int from() {
            return from;
        }

        public int to() {
            return to;
        }
    }

    /** Counters of the router (section 4.8), and when it says they were so, as above. */
    record Statistics(PeerHeader peer, long timeMicros, long counters) implements BmpMessage {}

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
