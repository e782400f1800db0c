/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

/**
 * A session in one view, as it stands.
 *
 * @param judged its routes are matched with monitored prefixes
 * @param connected false while its router's BMP connection is lost
 * @param resyncing true while some of its routes are of an epoch before and may be gone
 * @param doubtful what could not be read or was left out may have changed it: absence from it is no fact
 * @param routes number of routes held
 */
public record PeerStatus(
        PeerSession session, boolean judged, boolean connected, boolean resyncing, boolean doubtful, int routes) {
    /** Absence of a route is a fact. */
    public boolean complete() {
        return connected && !resyncing && !doubtful;
    }
}
