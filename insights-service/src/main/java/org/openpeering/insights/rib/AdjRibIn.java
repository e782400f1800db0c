/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rib;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpAddress.Family;

/**
 * The routes one peer sent, of both families, and how many they are; they lie in the {@link Block}s of the {@link Rib}.
 *
 * <p>A second view of a session is a table of its own that stores what is other than in its base: a cell with another
 * word, or number 0 where the base has a route and it has none.
 */
public final class AdjRibIn {
    /** Number of its column in each block. */
    final int column;

    final @Nullable AdjRibIn base;
    private final RouteLimit limit;
    final List<AdjRibIn> views = new ArrayList<>(0);
    private final Table ipv4 = new Table();
    private final Table ipv6 = new Table();

    /** One family. */
    static final class Table {
        int size;
        int stale;
        /** Where slices of work go on: the least prefix that was not seen. */
        long nextHigh;

        long nextLow;
        int nextLength;

        void beginAnew() {
            nextHigh = nextLow = nextLength = 0;
        }
    }

    AdjRibIn(int column, @Nullable AdjRibIn base, RouteLimit limit) {
        this.column = column;
        this.base = base;
        this.limit = limit;
    }

    /** Bounds it. */
    public RouteLimit limit() {
        return limit;
    }

    Table table(Family family) {
        return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Number of routes. */
    public int size() {
        return ipv4.size + ipv6.size;
    }

    /** Number of routes of a family. */
    public int size(Family family) {
        return table(family).size;
    }

    /** Number of routes of a family that were not sent again since {@link Rib#markStale}. */
    public int stale(Family family) {
        return table(family).stale;
    }
}
