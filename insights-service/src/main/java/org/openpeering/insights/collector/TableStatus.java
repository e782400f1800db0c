/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * One session's table of one family in one view, as it stands.
 *
 * @param judged its routes are matched with monitored prefixes
 * @param routes held of it
 * @param stale those of them that have not been sent again since the session came up
 * @param complete absence from it is a fact
 * @param coming not complete, and on its way; neither: its router is away, or reports to another collector
 * @param since when it has been so
 * @param doubts why it is not complete though all of it has come
 */
public record TableStatus(
        PeerSession session,
        Family family,
        boolean judged,
        int routes,
        int stale,
        boolean complete,
        boolean coming,
        Instant since,
        List<Doubt> doubts) {}
