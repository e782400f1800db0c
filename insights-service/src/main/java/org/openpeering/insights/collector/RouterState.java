/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One router: its present connection and its peers. Changed under the turn and the state lock of its collector. */
final class RouterState {
    private final String name;
    private final Map<PeerId, PeerState> peers = new HashMap<>();
    private @Nullable RouterFeed feed;
    private Instant lastSign;

    RouterState(String name, Instant now) {
        this.name = name;
        this.lastSign = now;
    }

    String name() {
        return name;
    }

    Map<PeerId, PeerState> peers() {
        return peers;
    }

    @Nullable
    RouterFeed feed() {
        return feed;
    }

    /** Another connection, or none: no peer has been told of by it yet. */
    void connect(@Nullable RouterFeed next, Instant now) {
        feed = next;
        lastSign = now;
        peers.values().forEach(PeerState::disconnected);
    }

    /** The router still works on telling its peers and their tables. */
    void sign(Instant now) {
        lastSign = now;
    }

    Instant lastSign() {
        return lastSign;
    }
}
