/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;

/**
 * Which prefixes have a deadline when. A deadline is only looked at once the messages of before it have been read: while they
 * are still being read the clock of the wall is ahead of what is known, and each message brings its prefix up to its own time.
 */
final class Deadlines {
    /** Messages that are no older than this are of now; milliseconds. */
    private static final long FRESH = 5_000;

    /** Who reads older messages than this has others waiting; milliseconds. */
    private static final long BEHIND = 1_000;

    /** Who has heard nothing for so long has read all; milliseconds. */
    private static final long QUIET = 2_000;

    private record Due(long at, IpPrefix prefix) {}

    private final TreeSet<Due> queue =
            new TreeSet<>(Comparator.comparingLong(Due::at).thenComparing(Due::prefix));
    private final Map<IpPrefix, Due> known = new HashMap<>();
    private long heard;
    private long newest = Long.MIN_VALUE;

    /** @param now wall clock, milliseconds */
    Deadlines(long now) {
        heard = now;
    }

    /** @param timestamp of a message that is read now */
    void heard(long timestamp, long now) {
        heard = now;
        newest = timestamp;
    }

    /** @param at milliseconds; null for none */
    void set(IpPrefix prefix, @Nullable Long at) {
        Due before = known.remove(prefix);
        if (before != null) {
            queue.remove(before);
        }
        if (at != null) {
            Due due = new Due(at, prefix);
            known.put(prefix, due);
            queue.add(due);
        }
    }

    /** Whether the messages of before now have been read. */
    boolean current(long now) {
        return newest >= now - FRESH || now - heard >= QUIET;
    }

    /** Whether newer messages wait than the one that was read last. */
    boolean behind(long now) {
        return newest < now - BEHIND && now - heard < QUIET;
    }

    /** Takes out those whose time has come. */
    List<IpPrefix> due(long now) {
        List<IpPrefix> due = new ArrayList<>();
        boolean current = current(now);
        while (current && !queue.isEmpty() && queue.first().at() <= now) {
            IpPrefix prefix = queue.first().prefix();
            due.add(prefix);
            set(prefix, null);
        }
        return due;
    }
}
