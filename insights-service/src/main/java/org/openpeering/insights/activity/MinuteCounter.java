/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.RouteActivity.Turn;

/**
 * Counts one subject minute by minute. A minute is told while it goes on, so that little is lost with who counts, and once more
 * when another one has begun. Each minute has a counter of its own: one that comes again, since clocks differ, adds up.
 */
public final class MinuteCounter {
    /** Between two messages of a minute. */
    public static final Duration TELL = Duration.ofSeconds(10);

    private static final long MINUTE_MICROS = 60_000_000;
    /** Within a minute; of more the last one is what counts. */
    private static final int TURNS = 120;

    private static final long IDLE_MILLIS = 120_000;

    private final Kind kind;
    private final String subject;
    private final Activity activity = new Activity();
    private final List<Turn> turns = new ArrayList<>(0);
    private final List<Told> over = new ArrayList<>(1);
    private long minute = Long.MIN_VALUE;
    private long counter;
    private boolean untold;
    private long lookedMillis;
    private @Nullable RouteActivity last;

    public MinuteCounter(Kind kind, String subject) {
        this.kind = kind;
        this.subject = subject;
    }

    /**
     * A message.
     *
     * @param before what was told of the same minute, null for the first
     */
    public record Told(RouteActivity now, @Nullable RouteActivity before) {}

    /** What is counted of that time is added to this. */
    public Activity at(long micros) {
        long then = Math.floorDiv(micros, MINUTE_MICROS);
        if (then != minute) {
            turnOver(then);
        }
        untold = true;
        return activity;
    }

    private void turnOver(long then) {
        if (untold) {
            over.add(message());
        }
        counter = ThreadLocalRandom.current().nextLong() >>> 1;
        activity.clear();
        turns.clear();
        last = null;
        minute = then;
    }

    public void turn(Turn turn) {
        var _ = at(turn.at().getEpochSecond() * 1_000_000);
        if (turns.size() == TURNS) {
            turns.removeLast();
        }
        turns.add(turn);
    }

    private Told message() {
        RouteActivity now =
                activity.message(kind, subject, Instant.ofEpochSecond(minute * 60), counter, List.copyOf(turns));
        Told told = new Told(now, last);
        last = now;
        untold = false;
        return told;
    }

    /** Gives what is to be told now: minutes that are over, and of the one that goes on what has come since it was told. */
    public void tell(Consumer<Told> out) {
        over.forEach(out);
        over.clear();
        if (untold) {
            out.accept(message());
        }
    }

    /** The same, of the minute that goes on only where it was not told for a while. */
    public void tell(long nowMillis, Consumer<Told> out) {
        if (nowMillis - lookedMillis >= TELL.toMillis() || nowMillis < lookedMillis) {
            lookedMillis = nowMillis;
            tell(out);
        } else if (!over.isEmpty()) {
            over.forEach(out);
            over.clear();
        }
    }

    /** Nothing is left to be told, and nothing has come for a while. */
    public boolean idle(long nowMillis) {
        return !untold && over.isEmpty() && nowMillis - minute * 60_000 > IDLE_MILLIS;
    }
}
