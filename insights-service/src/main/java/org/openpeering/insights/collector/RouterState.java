/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.SessionId;
import org.openpeering.insights.bmp.Micros;
import org.openpeering.insights.rib.RouteLimit;

/** One router: its present connection and its peers. Changed under the turn and the state lock of its shard. */
final class RouterState {
    private final String name;
    private final RouteLimit limit;
    private final Map<SessionId, PeerState> peers = new HashMap<>();
    private @Nullable Feed feed;
    private long newsMicros;

    RouterState(String name, RouteLimit limit) {
        this.name = name;
        this.limit = limit;
    }

    String name() {
        return name;
    }

    /** Of the routes of all its sessions. */
    RouteLimit limit() {
        return limit;
    }

    Map<SessionId, PeerState> peers() {
        return peers;
    }

    @Nullable
    Feed feed() {
        return feed;
    }

    /** Another connection, or none: no peer has been told of by it yet. */
    void connect(@Nullable Feed next, Instant now) {
        feed = next;
        newsMicros = 0;
        peers.values().forEach(peer -> peer.disconnected(now));
    }

    /** So long nothing could come. */
    void postpone(Duration stood) {
        newsMicros += newsMicros == 0 ? 0 : stood.toNanos() / 1000;
        peers.values().forEach(peer -> peer.postpone(stood));
    }

    /** A route of a table that has not told its end has come that is new or was waited for, or an End-of-RIB. */
    void news(long micros) {
        newsMicros = micros;
    }

    /** When one came last on the present feed. */
    Optional<Instant> news() {
        return Micros.told(newsMicros);
    }
}
