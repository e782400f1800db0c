/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.Optional;

/** A peer came up or went down, or its table has become complete or doubtful. */
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
     * @param complete as {@link Table} says it, from the beginning
     */
    record Established(
            PeerSession session, boolean resumed, boolean complete, Optional<Instant> routerTime, Instant arrival)
            implements SessionObservation {}

    /**
     * It has changed whether absence of a route is a fact on an established session. Comes behind all routes of the table, and
     * says every time the other of what was said before.
     *
     * @param up as the session came up last
     * @param complete absence is a fact
     */
    record Table(Established up, boolean complete, Instant arrival) implements SessionObservation {
        @Override
        public PeerSession session() {
            return up.session();
        }

        /** None: the router says nothing of it. */
        @Override
        public Optional<Instant> routerTime() {
            return Optional.empty();
        }
    }

    /**
     * A session is gone, or out of sight. A withdrawal has gone before for each monitored match of its routes.
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
        /** The router says no more of it, or its table is none of the Internet any more. */
        DECONFIGURED,
        /** A code of a later RFC. */
        OTHER,
        /** The router did not come back, or came back without the peer. */
        BMP_SESSION_LOST,
        /** The same address came up with another AS number, or in a table of another name. */
        REPLACED;

        /** False when nobody knows whether the session is up: the router's word is missing, not the session. */
        boolean seen() {
            return this != BMP_SESSION_LOST && this != DECONFIGURED;
        }

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
