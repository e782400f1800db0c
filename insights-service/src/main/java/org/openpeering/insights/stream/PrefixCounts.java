/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
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
    private final Map<IpPrefix, MinuteCounter> counters = new HashMap<>();
    private final PathShape shape = new PathShape();

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
        if ((before.context() == null) != (after.context() == null)) {
            turn(before, after, at, null);
        }
    }

    private void turn(PrefixState before, PrefixState after, Instant at, @Nullable WithdrawalCause cause) {
        boolean is = announced(after);
        if (announced(before) != is) {
            Sight sight = is
                    ? Sight.ANNOUNCED
                    : after.context() == null || cause == WithdrawalCause.OUT_OF_SIGHT ? Sight.UNSEEN : Sight.GONE;
            counter(after.prefix()).turn(new Turn(at, sight));
        }
    }

    private static boolean announced(PrefixState state) {
        return state.context() != null && state.exact().anyOfNetwork();
    }

    /** What is so where this begins: what was noticed just before the end of another one may not have been told. */
    void begin(PrefixState state, Instant now) {
        if (announced(state)) {
            counter(state.prefix()).turn(new Turn(now, Sight.ANNOUNCED));
        } else if (state.context() != null && !state.waits()) {
            counter(state.prefix()).turn(new Turn(now, Sight.GONE));
        }
    }

    private Activity at(IpPrefix prefix, RouteChange change) {
        return counter(prefix).at(ChronoUnit.MICROS.between(Instant.EPOCH, change.arrived()));
    }

    private MinuteCounter counter(IpPrefix prefix) {
        return counters.computeIfAbsent(prefix, of -> new MinuteCounter(Kind.PREFIX, of.toString()));
    }

    /** Gives what has come since the last time. */
    void tell(long nowMillis, BiConsumer<IpPrefix, MinuteCounter.Told> out) {
        counters.forEach((prefix, counter) -> counter.tell(told -> out.accept(prefix, told)));
        counters.values().removeIf(counter -> counter.idle(nowMillis));
    }
}
