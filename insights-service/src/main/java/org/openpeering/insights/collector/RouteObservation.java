/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.Optional;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PathAttributes;
import org.openpeering.insights.monitored.MonitoredPrefix;
import org.openpeering.insights.monitored.Relation;

/**
 * One monitored prefix and a change of one route that concerns it. A route that holds monitored prefixes is observed once
 * for all, with the first of them; but once for each when it was held before that became monitored.
 *
 * @param monitored the prefix that is watched
 * @param relation how the route's prefix lies to it
 * @param route the route's prefix
 * @param pathId ADD-PATH identifier, unsigned 32 bit, 0 without one; with session and route it names the route
 * @param session of the peer, with the epoch at the time of the observation
 * @param attributes of the announcement; empty for a withdrawal
 * @param cause what made it
 * @param routerTime when the router says it happened; empty where it did not, or the collector concluded it
 * @param arrival when the bytes came, or when the collector concluded it
 */
public record RouteObservation(
        MonitoredPrefix monitored,
        Relation relation,
        IpPrefix route,
        long pathId,
        PeerSession session,
        Optional<PathAttributes> attributes,
        Cause cause,
        Optional<Instant> routerTime,
        Instant arrival) {

    /** What made it. */
    public enum Cause {
        /** Announced, for the first time or in place of another route. */
        ANNOUNCED,
        /** Held already when the prefix became monitored. */
        SYNC,
        /** Withdrawn by the peer. */
        WITHDRAWN,
        /** Announced with attributes that are broken (RFC 7606). */
        TREATED_AS_WITHDRAW,
        /** The router reports the session down. */
        PEER_DOWN,
        /** Nobody knows any more whether the session is up. */
        OUT_OF_SIGHT,
        /** The peer came back without it. */
        RESYNC;

        public boolean announcement() {
            return this == ANNOUNCED || this == SYNC;
        }
    }

    public boolean announcement() {
        return cause.announcement();
    }
}
