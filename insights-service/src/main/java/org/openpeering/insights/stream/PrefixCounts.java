/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.RouteActivity.Sight;
import org.openpeering.contract.insights.RouteActivity.Turn;
import org.openpeering.contract.insights.RouteChange;
import org.openpeering.contract.insights.RouteChange.Announced;
import org.openpeering.contract.insights.RouteChange.FeedGap;
import org.openpeering.contract.insights.RouteChange.PeerTable;
import org.openpeering.contract.insights.RouteChange.WithdrawalCause;
import org.openpeering.contract.insights.RouteChange.Withdrawn;
import org.openpeering.contract.insights.RouteId;
import org.openpeering.contract.net.AsPath;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.MinuteCounter;
import org.openpeering.insights.bgp.PathShape;
import org.openpeering.insights.detection.PrefixState;

/**
 * Counts what becomes of monitored prefixes: changes of routes for exactly the prefix, by whomever they are told, and whether any
 * session of the network has one. Changes that have had their effect before are none, so what is read again after a crash is
 * counted by whom its effect was lost with.
 */
final class PrefixCounts {
    /** How far before now what is so is told where this begins, at most: it was told by then. */
    private static final Duration BEGUN = Duration.ofHours(1);

    private final Map<IpPrefix, MinuteCounter> counters = new HashMap<>();
    private final PathShape shape = new PathShape();
    private final List<MinuteCounter.Told> held = new ArrayList<>();
    private long heldUntil;
    /** When each that is declared turned last. */
    private final Map<IpPrefix, Instant> turned = new HashMap<>();

    /** After a change that had an effect. */
    void changed(PrefixState before, RouteChange change, PrefixState after) {
        if (before.context() == null) {
            return;
        }
        switch (change) {
            case Announced announced
            when announced.route().prefix().equals(before.prefix()) -> {
                RouteId id = announced.route().id();
                AsPath was = before.exact().path(id);
                AsPath is = after.exact().path(id);
                shape.of(announced.route().asPath());
                Activity activity = at(before.prefix(), change);
                activity.came(shape.length(), shape.prepended(), shape.hash(), 1);
                activity.update(1, 0, was != null && is != null && !was.equals(is) ? 1 : 0);
                if (was == null && is != null && !id.session().vantage()) {
                    turn(before, after, change.arrived(), null);
                }
            }
            case Withdrawn gone
            when gone.prefix().equals(before.prefix()) -> {
                if (lost(before, after) > 0) {
                    at(before.prefix(), change).update(0, 1, 0);
                    if (!gone.id().session().vantage()) {
                        turn(before, after, change.arrived(), gone.cause());
                    }
                }
            }
            case PeerTable _, FeedGap _ -> {
                if (lost(before, after) > 0) {
                    at(before.prefix(), change).update(0, lost(before, after), 0);
                    turn(before, after, change.arrived(), null);
                }
            }
            default -> {}
        }
    }

    private static int lost(PrefixState before, PrefixState after) {
        return before.exact().size() - after.exact().size();
    }

    /** After a declaration, or its end. */
    void declared(PrefixState before, PrefixState after, Instant at) {
        if (before.context() != null && after.context() == null) {
            turn(after.prefix(), at, Sight.UNSEEN);
            turned.remove(after.prefix());
        } else if (before.context() == null && after.context() != null) {
            turn(before, after, at, null);
        }
    }

    private void turn(PrefixState before, PrefixState after, Instant at, @Nullable WithdrawalCause cause) {
        boolean is = announced(after);
        if (announced(before) != is) {
            Sight sight = is ? Sight.ANNOUNCED : cause == WithdrawalCause.OUT_OF_SIGHT ? Sight.UNSEEN : Sight.GONE;
            turn(after.prefix(), at, sight);
        }
    }

    /** Behind the one before it, whatever the clocks of those say who told of them: the last one is what is so. */
    private void turn(IpPrefix prefix, Instant at, Sight sight) {
        Instant when = at.truncatedTo(ChronoUnit.MICROS);
        Instant last = turned.get(prefix);
        Instant then = last == null || when.isAfter(last) ? when : last.plus(1, ChronoUnit.MICROS);
        turned.put(prefix, then);
        counter(prefix).turn(new Turn(then, sight));
    }

    private static boolean announced(PrefixState state) {
        return state.context() != null && state.exact().anyOfNetwork();
    }

    /**
     * What is so where this begins: what was noticed just before the end of another one may not have been told.
     *
     * @param last when the last change that had an effect came: those that wait to be read came after it
     */
    void begin(PrefixState state, Instant last, Instant now) {
        Instant earliest = now.minus(BEGUN);
        Instant known = last.isAfter(now) ? now : last.plus(1, ChronoUnit.MICROS);
        Instant at = known.isBefore(earliest) ? earliest : known;
        if (announced(state)) {
            turn(state.prefix(), at, Sight.ANNOUNCED);
        } else if (state.context() != null && !state.waits()) {
            turn(state.prefix(), at, Sight.GONE);
        }
    }

    private Activity at(IpPrefix prefix, RouteChange change) {
        return counter(prefix).at(ChronoUnit.MICROS.between(Instant.EPOCH, change.arrived()));
    }

    private MinuteCounter counter(IpPrefix prefix) {
        return counters.computeIfAbsent(prefix, of -> new MinuteCounter(Kind.PREFIX, of.toString()));
    }

    /**
     * Takes what has come since the last time, to be told once it is written what states it came to: what is read again after a
     * crash would be counted twice.
     *
     * @param commit with which all of it is written
     */
    void take(long nowMillis, long commit) {
        counters.values().forEach(counter -> counter.tell(held::add));
        counters.values().removeIf(counter -> counter.idle(nowMillis));
        heldUntil = commit;
    }

    /** Gives what was taken, if it is time. */
    void tell(long commits, Consumer<MinuteCounter.Told> out) {
        if (commits >= heldUntil && !held.isEmpty()) {
            held.forEach(out);
            held.clear();
        }
    }
}
