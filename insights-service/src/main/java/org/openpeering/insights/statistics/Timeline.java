/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A session's changes, cut into windows. Time before the first change, of {@link Sight#UNSEEN}, in which no collector was
 * there, or to come is not looked at: a gap, and not an outage. A flap is a change from up to down, counted where it happened.
 */
final class Timeline {
    private Timeline() {}

    /** Of the routers that a session has been on: up where any has it up, not looked at where none looks. */
    static List<SessionChange> together(List<SessionChange> changes) {
        List<SessionChange> one = new ArrayList<>();
        Map<String, Sight> now = new HashMap<>();
        changes.stream().sorted(Comparator.comparing(SessionChange::at)).forEach(change -> {
            now.put(change.session(), change.sight());
            Sight best = now.values().stream().min(Comparator.naturalOrder()).orElseThrow();
            one.add(new SessionChange(change.session(), change.at(), best, change.revision()));
        });
        return one;
    }

    /** What somebody may know who came then: how it stood, and what became of it. */
    static List<SessionChange> since(Instant since, List<SessionChange> changes) {
        List<SessionChange> known = new ArrayList<>();
        SessionChange standing = null;
        for (SessionChange change : changes) {
            if (change.at().isBefore(since)) {
                standing = change;
            } else {
                known.add(change);
            }
        }
        if (standing != null) {
            known.addFirst(new SessionChange(standing.session(), since, standing.sight(), standing.revision()));
        }
        return known;
    }

    /** Of a prefix that was not seen announced before, that it is not announced says nothing: perhaps nobody looked where it would be. */
    static List<SessionChange> sinceAnnounced(List<SessionChange> changes) {
        List<SessionChange> known = new ArrayList<>();
        Sight before = Sight.UNSEEN;
        for (SessionChange change : changes) {
            before = change.sight() == Sight.DOWN && before == Sight.UNSEEN ? Sight.UNSEEN : change.sight();
            known.add(new SessionChange(change.session(), change.at(), before, change.revision()));
        }
        return known;
    }

    /**
     * @param changes in their order, the last one of before {@code from} among them
     * @param unattended stretches in which no collector was there, which do not overlap
     * @param asked a whole number of windows
     */
    static List<SessionWindow> windows(
            List<SessionChange> changes, List<Stretch> unattended, Stretch asked, Duration grain, Instant now) {
        List<Stretch> up = new ArrayList<>();
        List<Stretch> seen = new ArrayList<>();
        List<Instant> flaps = new ArrayList<>();
        Sight before = Sight.UNSEEN;
        for (int i = 0; i < changes.size(); i++) {
            SessionChange change = changes.get(i);
            Instant end = i + 1 < changes.size() ? changes.get(i + 1).at() : now;
            Stretch stretch = new Stretch(change.at(), end.isBefore(now) ? end : now);
            switch (change.sight()) {
                case UP -> {
                    up.add(stretch);
                    seen.add(stretch);
                }
                case DOWN -> {
                    seen.add(stretch);
                    if (before == Sight.UP) {
                        flaps.add(change.at());
                    }
                }
                case UNSEEN -> {}
            }
            before = change.sight();
        }
        List<SessionWindow> windows = new ArrayList<>();
        int firstSeen = 0;
        int firstUp = 0;
        int flap = 0;
        for (Instant at = asked.from(); at.isBefore(asked.until()); at = at.plus(grain)) {
            Stretch window = new Stretch(at, at.plus(grain));
            // All are in their order, and so are windows: what is over is not looked at again.
            firstSeen = after(at, seen, firstSeen);
            firstUp = after(at, up, firstUp);
            int count = 0;
            for (; flap < flaps.size() && flaps.get(flap).isBefore(window.until()); flap++) {
                count += window.holds(flaps.get(flap)) ? 1 : 0;
            }
            windows.add(new SessionWindow(
                    at,
                    looked(window, seen.subList(firstSeen, seen.size()), unattended),
                    looked(window, up.subList(firstUp, up.size()), unattended),
                    count));
        }
        return windows;
    }

    private static int after(Instant at, List<Stretch> stretches, int first) {
        int next = first;
        while (next < stretches.size() && !stretches.get(next).until().isAfter(at)) {
            next++;
        }
        return next;
    }

    /** How much of a window the stretches are, without what nobody attended. */
    private static Duration looked(Stretch window, List<Stretch> stretches, List<Stretch> unattended) {
        Duration sum = Duration.ZERO;
        for (Stretch stretch : stretches) {
            if (!stretch.from().isBefore(window.until())) {
                break;
            }
            Duration part = stretch.within(window);
            if (!part.isZero()) {
                for (Stretch gap : unattended) {
                    part = part.minus(clipped(gap, stretch).within(window));
                }
            }
            sum = sum.plus(part);
        }
        return sum;
    }

    private static Stretch clipped(Stretch gap, Stretch stretch) {
        Instant from = gap.from().isAfter(stretch.from()) ? gap.from() : stretch.from();
        Instant until = gap.until().isBefore(stretch.until()) ? gap.until() : stretch.until();
        return new Stretch(from, until.isAfter(from) ? until : from);
    }
}
