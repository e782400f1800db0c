/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many routes a session, a router or the process may hold: a route counts at its session and all that this is part
 * of. An eighth more is kept for routes that concern somebody, so that a flood of others does not hide them. For all threads;
 * of those that count at the same time each may take one more.
 */
public final class RouteLimit {
    private final int most;
    private final @Nullable RouteLimit within;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    private RouteLimit(int most, @Nullable RouteLimit within) {
        this.most = most;
        this.within = within;
    }

    public static RouteLimit of(int most) {
        return new RouteLimit(most, null);
    }

    /** A limit of a part of what this one bounds. */
    public RouteLimit part(int mostOfPart) {
        return new RouteLimit(mostOfPart, this);
    }

    /** Counts a route if there is room for it everywhere. */
    boolean take(boolean wanted) {
        RouteLimit full = full(wanted);
        if (full != null) {
            full.refused.incrementAndGet();
            return false;
        }
        add(1);
        return true;
    }

    private @Nullable RouteLimit full(boolean wanted) {
        for (RouteLimit limit = this; limit != null; limit = limit.within) {
            if (limit.held.get() >= (long) limit.most + (wanted ? limit.most >> 3 : 0)) {
                return limit;
            }
        }
        return null;
    }

    /** Counts routes, or with a minus sign takes them off. */
    void add(int routes) {
        for (RouteLimit limit = this; limit != null; limit = limit.within) {
            limit.held.addAndGet(routes);
        }
    }

    public int most() {
        return most;
    }

    public int held() {
        return held.get();
    }

    /** Announcements that were left out since the beginning because this limit was reached. */
    public long refused() {
        return refused.get();
    }
}
