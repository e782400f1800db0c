/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.RouteActivity.Turn;

/**
 * Counts one subject minute by minute. A minute is told while it goes on, so that little is lost with who counts, and once more
 * when another one has begun. Each minute has a counter of its own: one that comes again, since clocks differ, adds up. Some
 * minutes go on at once: what comes of several clocks takes turns, and may not begin a counter with each.
 */
public final class MinuteCounter {
    /** Between two messages of a minute. */
    public static final Duration TELL = Duration.ofSeconds(10);

    private static final long MINUTE_MICROS = 60_000_000;
    /** That go on at once. */
    private static final int MINUTES = 8;

    private static final long IDLE_MILLIS = 120_000;

    private final Kind kind;
    private final String subject;
    private final List<Minute> open = new ArrayList<>(1);
    private final List<Told> over = new ArrayList<>(1);
    /** The one that was counted last. */
    private @Nullable Minute current;
    /** One that is over, to be used again. */
    private @Nullable Minute spare;

    private long lookedMillis;

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

    private final class Minute {
        private final Activity activity = new Activity();
        private final List<Turn> turns = new ArrayList<>(0);
        private long number;
        private long counter;
        private boolean untold;
        private @Nullable RouteActivity last;

        void begin(long then) {
            number = then;
            counter = ThreadLocalRandom.current().nextLong() >>> 1;
            activity.clear();
            turns.clear();
            last = null;
        }

        Told message() {
            RouteActivity now =
                    activity.message(kind, subject, Instant.ofEpochSecond(number * 60), counter, List.copyOf(turns));
            Told told = new Told(now, last);
            last = now;
            untold = false;
            return told;
        }
    }

    /** What is counted of that time is added to this. */
    public Activity at(long micros) {
        return minute(micros).activity;
    }

    private Minute minute(long micros) {
        long then = Math.floorDiv(micros, MINUTE_MICROS);
        Minute minute = current;
        if (minute == null || minute.number != then) {
            minute = another(then);
        }
        minute.untold = true;
        return minute;
    }

    private Minute another(long then) {
        for (Minute each : open) {
            if (each.number == then) {
                current = each;
                return each;
            }
        }
        if (open.size() == MINUTES) {
            end(Collections.min(open, Comparator.comparingLong(each -> each.number)));
        }
        Minute next = spare == null ? new Minute() : spare;
        spare = null;
        next.begin(then);
        open.add(next);
        current = next;
        return next;
    }

    private void end(Minute minute) {
        if (minute.untold) {
            over.add(minute.message());
        }
        open.remove(minute);
        spare = minute;
    }

    public void turn(Turn turn) {
        Minute minute = minute(turn.at().getEpochSecond() * 1_000_000);
        minute.activity.turned();
        // Of more the last one is what counts.
        if (minute.turns.size() == RouteActivity.TURNS) {
            minute.turns.removeLast();
        }
        minute.turns.add(turn);
    }

    /** Gives what is to be told now: minutes that are over, and of those that go on what has come since they were told. */
    public void tell(Consumer<Told> out) {
        tellOver(out);
        for (int i = open.size() - 1; i >= 0; i--) {
            Minute minute = open.get(i);
            if (minute.untold) {
                out.accept(minute.message());
            } else if (minute != current) {
                end(minute);
            }
        }
    }

    private void tellOver(Consumer<Told> out) {
        over.forEach(out);
        over.clear();
    }

    /** The same, of minutes that go on only where they were not told for a while. */
    public void tell(long nowMillis, Consumer<Told> out) {
        if (nowMillis - lookedMillis >= TELL.toMillis() || nowMillis < lookedMillis) {
            lookedMillis = nowMillis;
            tell(out);
        } else if (!over.isEmpty()) {
            tellOver(out);
        }
    }

    /** Nothing is left to be told, and nothing has come for a while. */
    public boolean idle(long nowMillis) {
        return over.isEmpty()
                && open.stream().noneMatch(each -> each.untold)
                && (current == null || nowMillis - current.number * 60_000 > IDLE_MILLIS);
    }
}
