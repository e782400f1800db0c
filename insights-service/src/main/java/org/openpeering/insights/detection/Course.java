/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.contract.net.Asn;

/**
 * How the best primary route has gone, as far as its latest changes: which way it has been for long enough to be called settled,
 * and whether it flaps.
 *
 * @param settled the networks of the way that stayed last, without prepending; empty for none yet
 * @param way those of now; empty while there is no route
 * @param since when it came to go that way
 * @param changes the latest changes, the oldest first
 * @param flapping how many changes there have been since it came to flap, with those that it was told by; 0 while it does not
 */
public record Course(List<Asn> settled, List<Asn> way, Instant since, List<Change> changes, int flapping) {
    /** For so long a way has to stay. */
    static final Duration STABLE = Duration.ofMinutes(2);

    /** After so long without a change it does not flap any more. */
    static final Duration QUIET = Duration.ofMinutes(30);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    /** More than ten an hour flap. */
    private static final int MOST = 11;

    /** There and back three times. */
    private static final int BACK = 7;

    public static final Course NONE = new Course(List.of(), List.of(), Instant.EPOCH, List.of(), 0);

    public Course {
        settled = List.copyOf(settled);
        way = List.copyOf(way);
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param to what tells one route from another; 0 for none
     */
    public record Change(Instant at, int to) {}

    /** With another best route, or none. */
    Course moved(@Nullable ObservedRoute best, Instant at, boolean counts) {
        List<Asn> now = best == null ? List.of() : withoutPrepends(best);
        Instant begun = now.equals(way) ? since : at;
        // Nothing is changed by the first way of all.
        List<Asn> stayed = settled.isEmpty() ? now : settled;
        if (!counts) {
            return new Course(stayed, now, begun, changes, flapping);
        }
        Instant last = changes.isEmpty() ? at : changes.getLast().at();
        List<Change> recent = new ArrayList<>(changes.subList(Math.max(0, changes.size() - MOST + 1), changes.size()));
        // Clocks of collectors differ.
        recent.add(new Change(at.isBefore(last) ? last : at, mark(best)));
        Course moved = new Course(stayed, now, begun, recent, flapping);
        int count = flapping > 0 ? flapping + 1 : moved.flaps();
        return new Course(stayed, now, begun, recent, count);
    }

    private static List<Asn> withoutPrepends(ObservedRoute route) {
        List<Asn> asns = new ArrayList<>();
        asns.add(route.peerAsn());
        route.asPath().asns().filter(asn -> !asns.getLast().equals(asn)).forEach(asns::add);
        return asns;
    }

    private static int mark(@Nullable ObservedRoute best) {
        return best == null
                ? 0
                : Objects.hash(
                        best.id().toString(),
                        best.asPath().toString(),
                        best.nextHop().toString());
    }

    /** How many of the latest changes make it flap; 0 if they do not. */
    private int flaps() {
        int size = changes.size();
        if (size >= MOST && within(size - MOST, HOUR)) {
            return MOST;
        }
        if (size < BACK || !within(size - BACK + 1, QUARTER)) {
            return 0;
        }
        for (int i = size - BACK + 2; i < size; i++) {
            if (changes.get(i).to() != changes.get(i - 2).to()) {
                return 0;
            }
        }
        return BACK - 1;
    }

    private boolean within(int from, Duration time) {
        return !changes.get(from).at().plus(time).isBefore(changes.getLast().at());
    }

    /** The next time at which something becomes so without a change; null for none. */
    @Nullable
    Instant next() {
        Instant stays = !way.isEmpty() && !way.equals(settled) ? since.plus(STABLE) : null;
        Instant quiet = flapping > 0 ? changes.getLast().at().plus(QUIET) : null;
        return stays == null || (quiet != null && quiet.isBefore(stays)) ? quiet : stays;
    }

    /** As of then. */
    Course advanced(Instant to) {
        boolean stays =
                !way.isEmpty() && !way.equals(settled) && !since.plus(STABLE).isAfter(to);
        boolean quiet = flapping > 0 && !changes.getLast().at().plus(QUIET).isAfter(to);
        return stays || quiet ? new Course(stays ? way : settled, way, since, changes, quiet ? 0 : flapping) : this;
    }
}
