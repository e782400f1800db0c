/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.gap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.CollectorGap.Cause;

/**
 * What is wrong with a feed of vantages: it is away for longer than the grace time, or something of it was dropped or found no
 * place. What is missed is counted while it goes on, and for as long as one that comes again is folded into the one before.
 */
public final class FeedTroubles {
    private final String name;
    private final Duration grace;
    private final Duration fold;
    private @Nullable Instant lostSince;
    private @Nullable Instant lastDrop;
    private Instant firstDrop = Instant.EPOCH;
    private long dropped;
    private long before;

    public FeedTroubles(String name, Duration grace, Duration fold) {
        this.name = name;
        this.grace = grace;
        this.fold = fold;
    }

    /**
     * @param wanted this collector is the one that is to hear it
     * @param connected it does
     * @param total what was dropped or left out since the service started
     */
    public List<Trouble> at(Instant now, boolean wanted, boolean connected, long total) {
        List<Trouble> troubles = new ArrayList<>();
        lostSince = !wanted || connected ? null : lostSince == null ? now : lostSince;
        if (lostSince != null && !lostSince.plus(grace).isAfter(now)) {
            troubles.add(lost(name, lostSince));
        }
        if (total > dropped) {
            if (lastDrop == null || lastDrop.plus(fold).isBefore(now)) {
                before = dropped;
                firstDrop = now;
            }
            lastDrop = now;
            dropped = total;
            troubles.add(dropped(name, firstDrop, total - before));
        }
        return troubles;
    }

    static Trouble lost(String name, Instant since) {
        return new Trouble(
                Cause.FEED_LOST,
                name,
                since,
                "The feed " + name + " of routers elsewhere is away",
                "What these routers announce and withdraw is not seen",
                0,
                "It is heard again");
    }

    static Trouble dropped(String name, Instant since, long count) {
        return new Trouble(
                Cause.FEED_DROPPED,
                name,
                since,
                "Messages of the feed " + name + " of routers elsewhere were dropped",
                "What these messages announced and withdrew was not seen",
                count,
                "No more were dropped");
    }
}
