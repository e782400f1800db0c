/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.bmp.BmpMessage.PeerUp;
import org.openpeering.insights.rib.AdjRibIn;

/** What is known of one peer that is up. Changed under the turn and the state lock of its collector. */
final class PeerState {
    private final AdjRibIn routes;
    private PeerUp cameUp;
    private PeerSession session;
    private boolean connected = true;
    private boolean ceded;
    private @Nullable Instant resyncDue;

    PeerState(AdjRibIn routes, PeerUp cameUp, PeerSession session) {
        this.routes = routes;
        this.cameUp = cameUp;
        this.session = session;
    }

    /** A new epoch begins, with the routes of the one before. */
    void renew(PeerUp up, PeerSession next, Instant due) {
        cameUp = up;
        session = next;
        connected = true;
        ceded = false;
        resyncDue = due;
    }

    /**
     * The same session told again, as routers do for each view they report. Their clock is asked only where they give no
     * ports: two sessions never share both.
     */
    boolean isSession(PeerUp up) {
        boolean ports = up.localPort() != 0 && up.remotePort() != 0;
        return up.localPort() == cameUp.localPort()
                && up.remotePort() == cameUp.remotePort()
                && (ports || up.peer().time().equals(cameUp.peer().time()))
                && up.sent().equals(cameUp.sent())
                && up.received().equals(cameUp.received());
    }

    AdjRibIn routes() {
        return routes;
    }

    PeerSession session() {
        return session;
    }

    /** Its router's present BMP connection has told of it. */
    boolean connected() {
        return connected;
    }

    void disconnected() {
        connected = false;
    }

    /** Another collector holds it: what becomes of it here is nobody's concern. */
    boolean ceded() {
        return ceded;
    }

    void cede() {
        ceded = true;
    }

    boolean resyncing() {
        return resyncDue != null;
    }

    boolean resyncDue(Instant now) {
        return resyncDue != null && !resyncDue.isAfter(now);
    }

    void resyncNotBefore(Instant due) {
        resyncDue = due;
    }

    void resynced() {
        resyncDue = null;
    }
}
