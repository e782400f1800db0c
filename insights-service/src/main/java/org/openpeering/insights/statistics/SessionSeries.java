/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.openpeering.contract.partner.Peering;

/** What the sessions of a peering did: {@code SessionAvailability} and {@code FlapCounts}. Opens its own session where there is none. */
public interface SessionSeries {
    /**
     * Windows of each session that is configured on the peering, from {@code from} to before {@code to}; all of them, also those
     * in which nobody looked.
     *
     * @param grain divides the time; there are 10,000 windows of all sessions at most
     */
    Uni<List<Of>> series(Peering peering, Instant from, Instant to, Duration grain);

    /**
     * One session.
     *
     * @param connection {@code ConnectionId}
     * @param sessionIp {@code SessionIp}: the partner's address
     */
    record Of(String connection, String sessionIp, List<SessionWindow> windows) {}
}
