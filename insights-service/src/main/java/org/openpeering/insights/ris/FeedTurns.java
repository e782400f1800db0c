/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.insights.collector.Collector;

/**
 * This instance's turns at the feed, and what it tells of gaps in them. A turn begins with a gap. Of the feed's thread, but for
 * {@link #isOn} and what prefixes are named to it by others: those count in a turn only, since its begin tells all of them.
 */
final class FeedTurns implements AutoCloseable {
    private final Watch watch;
    private final Voice voice;
    private final Collector collector;
    private final Vantages vantages;
    private final Duration patience;
    private final Supplier<Collection<IpPrefix>> monitored;
    private final BooleanSupplier stopping;

    /** What has come to be watched and was told of no gap yet. */
    private final Queue<IpPrefix> fresh = new ConcurrentLinkedQueue<>();

    /** Of which a change was not sent. */
    private final Queue<IpPrefix> unsent = new ConcurrentLinkedQueue<>();

    private Gaps known = Gaps.NONE;
    private volatile long turn;
    private boolean gap;

    /**
     * @param patience how long what was told before a gap may stand
     * @param monitored all that is watched
     */
    FeedTurns(
            Watch watch,
            Voice voice,
            Collector collector,
            Vantages vantages,
            Duration patience,
            Supplier<Collection<IpPrefix>> monitored,
            BooleanSupplier stopping) {
        this.watch = watch;
        this.voice = voice;
        this.collector = collector;
        this.vantages = vantages;
        this.patience = patience;
        this.monitored = monitored;
        this.stopping = stopping;
    }

    /** Whether this instance is the one that reads the feed. */
    boolean isOn() {
        return turn != 0;
    }

    /** A prefix has come to be watched. */
    void begun(IpPrefix prefix) {
        if (isOn()) {
            fresh.add(prefix);
        }
    }

    /** Something of that prefix was not sent. */
    void unsent(IpPrefix prefix) {
        if (isOn()) {
            unsent.add(prefix);
        }
    }

    /** Something may have been missed. */
    void missed() {
        gap = true;
    }

    /** When the last gap was told, by whoever told it. */
    Instant gapped() {
        return Gaps.time(known.epoch());
    }

    /** Does what has become due. */
    void look(Instant now) {
        long given = watch.turn();
        if (given == 0 || given != turn) {
            forget(now);
            turn = 0;
            gap = true;
        }
        gap |= !unsent.isEmpty();
        if (given != 0 && turn == 0) {
            watch.left().ifPresent(left -> {
                known = Gaps.parse(left, now);
                tellGap(given, now);
            });
        } else if (turn != 0 && gap && known.mayFollow(now, patience)) {
            tellGap(given, now);
        }
        if (turn != 0) {
            settle(now);
        }
    }

    /** Nothing that was told before counts from here on, unless it is told again. */
    private void tellGap(long given, Instant now) {
        Gaps next = known.with(now);
        if (!watch.leave(next.toString())) {
            return;
        }
        known = next;
        turn = given;
        gap = false;
        fresh.clear();
        voice.gap(monitored.get(), known.epoch(), now);
        for (IpPrefix prefix = unsent.poll(); prefix != null; prefix = unsent.poll()) {
            collector.resync(prefix);
        }
        forget(now);
    }

    private void forget(Instant now) {
        do {
            voice.awaitRoom();
        } while (!vantages.forget(now) && !stopping.getAsBoolean());
    }

    private void settle(Instant now) {
        List<IpPrefix> begun = new ArrayList<>();
        for (IpPrefix prefix = fresh.poll(); prefix != null; prefix = fresh.poll()) {
            begun.add(prefix);
        }
        voice.gap(begun, known.epoch(), now);
        known.due(now, patience).ifPresent(over -> {
            voice.outOfSight(monitored.get(), Gaps.time(over.epoch()), now);
            known = known.settled(over);
            // Where this is not kept, the next one tells it again.
            var _ = watch.leave(known.toString());
        });
    }

    @Override
    public void close() {
        turn = 0;
        watch.close();
    }
}
