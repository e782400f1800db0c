/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.Optional;
import org.openpeering.insights.rib.RouteLimit;

/**
 * How far a limit of routes is used.
 *
 * @param router whose routes it bounds; empty for those of all routers
 * @param session the one of that router; empty for those of all its sessions
 * @param refused announcements left out because this limit was reached, since it exists
 */
public record LimitStatus(Optional<String> router, Optional<PeerSession> session, int held, int most, long refused) {
    static LimitStatus of(Optional<String> router, Optional<PeerSession> session, RouteLimit limit) {
        return new LimitStatus(router, session, limit.held(), limit.most(), limit.refused());
    }
}
