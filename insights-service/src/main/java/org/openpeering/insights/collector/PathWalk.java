/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.collector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpAddress.Family;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.bgp.PrefixBits;
import org.openpeering.insights.rib.AdjRibIn;
import org.openpeering.insights.rib.Rib;
import org.openpeering.insights.rib.RouteVisitor;

/**
 * A walk over a peer's routes that looks at each set of attributes once, however many routes have it. A set that is given up
 * during the walk may leave its number to another one, which is then not seen.
 */
final class PathWalk {
    /** Routes read at a time: what changes tables waits for as long as that takes. */
    private static final int SLICE = 2000;

    private final Rib rib;
    private final BitSet seen = new BitSet();
    private final List<AsPath> paths = new ArrayList<>();
    private final Deque<Family> families = new ArrayDeque<>(List.of(Family.values()));
    private @Nullable IpPrefix after;
    private int afterPathId;

    PathWalk(Rib rib) {
        this.rib = rib;
    }

    /** Reads some routes; false at the end. */
    boolean slice(AdjRibIn peer) {
        Family current = families.element();
        Last last = new Last();
        int shown = rib.page(peer, current, after, afterPathId, SLICE, last);
        if (shown == SLICE) {
            after = PrefixBits.prefix(current, last.high, last.low, last.length);
            afterPathId = last.pathId;
            return true;
        }
        after = null;
        afterPathId = 0;
        families.remove();
        return !families.isEmpty();
    }

    /** What the slice has found. */
    void give(Consumer<AsPath> reader) {
        paths.forEach(reader);
        paths.clear();
    }

    private final class Last implements RouteVisitor {
        private long high;
        private long low;
        private int length;
        private int pathId;

        @Override
        public void visit(AdjRibIn peer, Family family, long high, long low, int length, int pathId, int attributes) {
            this.high = high;
            this.low = low;
            this.length = length;
            this.pathId = pathId;
            if (!seen.get(attributes)) {
                seen.set(attributes);
                paths.add(rib.attributes(attributes).asPath());
            }
        }
    }
}
