/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.openpeering.contract.net.IpPrefix;

/**
 * When messages may be sent that repeat what was said before: PrefixRoutes name all routes of a prefix, an open event all
 * who carry it. One for each change would grow with the square of what a mass event brings: 400 peers that change their
 * route a thousand times would be 100 MB. Therefore a prefix gets one in a time, a few at once after quiet; and all prefixes of a
 * partition together 4 MB a second, in the order in which they came to wait, since what is new must not queue behind them.
 */
final class Pace {
    /** How often {@link #turn} is to be called. */
    static final Duration TURN = Duration.ofMillis(50);

    private static final int BYTES_A_TURN = 200_000;

    /** Until when a prefix has used up what it is allowed, wall clock, milliseconds; forgotten when that is over. */
    private final Map<IpPrefix, Long> used = new HashMap<>();

    private final Set<IpPrefix> waiting = new LinkedHashSet<>();
    private final long each;
    private final long ahead;
    private int left = BYTES_A_TURN;

    /**
     * @param each the time for one message of a prefix
     * @param atOnce how many it may have at once after quiet
     */
    Pace(Duration each, int atOnce) {
        this.each = each.toMillis();
        this.ahead = this.each * (atOnce - 1);
    }

    /** True when the prefix's message may be sent now, and is taken for sent; else it waits. */
    boolean allows(IpPrefix prefix, long now) {
        if (left <= 0 || !mayHave(prefix, now)) {
            waiting.add(prefix);
            return false;
        }
        waiting.remove(prefix);
        use(prefix, now);
        return true;
    }

    void later(IpPrefix prefix) {
        waiting.add(prefix);
    }

    void spend(int bytes) {
        left -= bytes;
    }

    /**
     * Sends what may be sent now; a message that was larger than its turn takes from the turns to come.
     *
     * @param behind whether newer messages wait to be read: then what is told is old at once, and comes at a quarter of the pace
     */
    void turn(long now, boolean behind, Consumer<IpPrefix> send) {
        left = Math.min(BYTES_A_TURN, left + (behind ? BYTES_A_TURN / 4 : BYTES_A_TURN));
        used.values().removeIf(until -> until <= now);
        for (Iterator<IpPrefix> next = waiting.iterator(); next.hasNext() && left > 0; ) {
            IpPrefix prefix = next.next();
            if (mayHave(prefix, now)) {
                next.remove();
                use(prefix, now);
                send.accept(prefix);
            }
        }
    }

    private void use(IpPrefix prefix, long now) {
        long until = used.getOrDefault(prefix, now);
        used.put(prefix, (until - now > ahead + each ? now : Math.max(now, until)) + each);
    }

    private boolean mayHave(IpPrefix prefix, long now) {
        Long until = used.get(prefix);
        // A clock that was set back holds nobody up for longer than the message takes that it is allowed.
        return until == null || until - now <= ahead || until - now > ahead + each;
    }
}
