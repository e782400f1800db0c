/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.Optional;

/** A peer came up or went down. */
public sealed interface SessionObservation {
    PeerSession session();

    /** When the router says it happened, if it said so. */
    Optional<Instant> routerTime();

    Instant arrival();

    /**
     * A session is established.
     *
     * @param resumed the peer was known: its routes of the epoch before still stand, and those that are gone will be
     *     withdrawn one by one with {@link RouteObservation.Cause#RESYNC}
     */
    record Established(PeerSession session, boolean resumed, Optional<Instant> routerTime, Instant arrival)
            implements SessionObservation {}

    /**
     * A session is gone. A withdrawal follows for each monitored match of its routes.
     *
     * @param error NOTIFICATION code and subcode as {@code code/subcode}, empty without one
     */
    record Down(PeerSession session, DownReason reason, String error, Optional<Instant> routerTime, Instant arrival)
            implements SessionObservation {}

    /** Why; the first five are those of RFC 7854 section 4.9. */
    enum DownReason {
        LOCAL_NOTIFICATION,
        LOCAL_NO_NOTIFICATION,
        REMOTE_NOTIFICATION,
        REMOTE_NO_NOTIFICATION,
        DECONFIGURED,
        /** A code of a later RFC. */
        OTHER,
        /** The router did not come back, or came back without the peer. */
        BMP_SESSION_LOST,
        /** The same address came up with another AS number. */
        REPLACED;

        static DownReason of(int code) {
            return switch (code) {
                case 1 -> LOCAL_NOTIFICATION;
                case 2 -> LOCAL_NO_NOTIFICATION;
                case 3 -> REMOTE_NOTIFICATION;
                case 4 -> REMOTE_NO_NOTIFICATION;
                case 5 -> DECONFIGURED;
                default -> OTHER;
            };
        }
    }
}
