/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.time.Instant;
import java.util.Collection;
import org.openpeering.contract.net.IpPrefix;

/** Tells what the collector's sink does not: how far the feed is to be believed. */
public interface Voice {
    /**
     * The feed had a gap: what vantages told of these prefixes before is in doubt, and what the sink says from now on is of
     * that epoch.
     */
    void gap(Collection<IpPrefix> monitored, long epoch, Instant now);

    /** Returns when there is room for what is said, or when the thread is interrupted. */
    void awaitRoom();

    /** What was told before that time, and not since, is out of sight. */
    void outOfSight(Collection<IpPrefix> monitored, Instant before, Instant now);
}
