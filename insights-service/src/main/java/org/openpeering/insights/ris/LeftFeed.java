/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.topic.Attempts;

/**
 * Ends what a feed has left that is not configured any more: what its vantages told last is out of sight, as nobody hears of them
 * again. One instance does it, when no other reads the feed: in a rolling update some may be there that still do. Whoever has
 * never read it has nothing to end, and what was ended once is ended for good. Tested by {@code LeftFeedTest}.
 */
public final class LeftFeed implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LeftFeed.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** By whoever's clock a route was told: nothing is told any more. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Watch watch;
    private final Voice voice;
    private final Supplier<Optional<Collection<IpPrefix>>> monitored;
    private final InstantSource clock;
    private @Nullable Thread thread;

    /**
     * @param watch closed when this has nothing to do any more
     * @param monitored all that is watched; empty while it is not known
     */
    public LeftFeed(Watch watch, Voice voice, Supplier<Optional<Collection<IpPrefix>>> monitored, InstantSource clock) {
        this.watch = watch;
        this.voice = voice;
        this.monitored = monitored;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofVirtual().name("ris-left").start(this::run);
    }

    private void run() {
        try (watch) {
            new Attempts("ending what RIS Live has left")
                    .run(
                            () -> {
                                while (!settled(clock.instant())) {
                                    Thread.sleep(PAUSE);
                                }
                            },
                            () -> {});
        }
    }

    /** Does what has become due; true when there is nothing left to end. */
    boolean settled(Instant now) {
        Collection<IpPrefix> prefixes = monitored.get().orElse(null);
        if (prefixes == null) {
            return false;
        }
        if (nothing()) {
            return true;
        }
        // Asked for again in the turn: who had it before may have ended it.
        return watch.turn() != 0 && (nothing() || end(prefixes, now));
    }

    private boolean nothing() {
        return watch.left().filter(Gaps::over).isPresent();
    }

    private boolean end(Collection<IpPrefix> prefixes, Instant now) {
        Gaps known = watch.left().map(left -> Gaps.parse(left, now).with(now)).orElse(null);
        if (known == null || !watch.leave(known.toString())) {
            return false;
        }
        voice.awaitRoom();
        voice.gap(prefixes, known.epoch(), now);
        Instant told = Gaps.time(known.epoch());
        voice.outOfSight(prefixes, (told.isAfter(now) ? told : now).plus(AHEAD), now);
        LOG.log(System.Logger.Level.INFO, "RIS Live is not configured any more: what it had told is out of sight");
        return watch.leave(known.ended());
    }

    @Override
    public void close() {
        Thread running = thread;
        if (running == null) {
            watch.close();
            return;
        }
        running.interrupt();
        try {
            running.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
