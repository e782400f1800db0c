/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.bmp;

/** What a {@link BmpListener} counts. */
public enum BmpCount {
    CONNECTIONS_ACCEPTED,
    CONNECTIONS_REFUSED_UNKNOWN_SOURCE,
    CONNECTIONS_REFUSED_TOO_MANY,
    CONNECTIONS_REFUSED_UNKNOWN_ROUTER,
    CONNECTIONS_REFUSED_FOREIGN_ADDRESS,
    CONNECTIONS_REFUSED_CONNECTED_ELSEWHERE,
    CONNECTIONS_REFUSED_STILL_OPENING,
    /** Something else than an Initiation came first. */
    CONNECTIONS_WITHOUT_INITIATION,
    CONNECTIONS_INITIATION_TOO_LATE,
    /** Bytes that are no BMP, from the start or later. */
    CONNECTIONS_GARBAGE,
    /** Ended by the other side inside of a message. */
    CONNECTIONS_CUT_OFF,
    /** Another connection took over the router's name. */
    CONNECTIONS_SUPERSEDED,
    /** The receiver failed; nothing the router did. */
    CONNECTIONS_FAILED,
    CONNECTIONS_CLOSED,
    BYTES,
    MESSAGES_INITIATION,
    MESSAGES_TERMINATION,
    MESSAGES_PEER_UP,
    MESSAGES_PEER_DOWN,
    MESSAGES_ROUTE_MONITORING,
    MESSAGES_STATISTICS,
    MESSAGES_MIRRORING,
    MESSAGES_UNKNOWN,
    MESSAGES_MALFORMED;

    static BmpCount of(BmpMessage message) {
        return switch (message) {
            case BmpMessage.RouteMonitoring m -> MESSAGES_ROUTE_MONITORING;
            case BmpMessage.Initiation m -> MESSAGES_INITIATION;
            case BmpMessage.PeerUp m -> MESSAGES_PEER_UP;
            case BmpMessage.PeerDown m -> MESSAGES_PEER_DOWN;
            case BmpMessage.Statistics m -> MESSAGES_STATISTICS;
            case BmpMessage.Mirroring m -> MESSAGES_MIRRORING;
            case BmpMessage.Termination m -> MESSAGES_TERMINATION;
            case BmpMessage.Unknown m -> MESSAGES_UNKNOWN;
            case BmpMessage.Malformed m -> MESSAGES_MALFORMED;
        };
    }
}
