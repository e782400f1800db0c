/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openpeering.contract.insights.RouteChange.Answered;

/**
 * What the limits keep out, and who has answered what they hold. A route that is not held may still be carried: whoever is left
 * out may have others that carry what an open event tells of. Nobody knows which of them go, so such an event does not end
 * with the last that is held, but when all collectors have told again what they hold, and nobody is left who carries it. Each
 * request has a number; what is left out is marked with that of the last request before, and an answer to a later one
 * settles it.
 *
 * @param unheld updates whose route is not held, or had to make room
 * @param announced how many of all that is kept out the last event said
 * @param exact number of the last request when a route for exactly the prefix was left out last; {@link #NEVER} for none
 * @param specifics the same for a part of it
 * @param offending the same for a route that was not known to be legal
 * @param offenders open events that routes may have been left out of, likewise
 * @param asked number of the last request, 0 for none
 * @param answers to it
 */
public record Beyond(
        long unheld,
        long announced,
        long exact,
        long specifics,
        long offending,
        SortedMap<EventKey, Long> offenders,
        long asked,
        Roll answers) {
    public static final long NEVER = -1;

    static final Beyond NOTHING = of(0, 0, NEVER, NEVER, NEVER, Collections.emptySortedMap(), 0);

    public Beyond {
        offenders = Collections.unmodifiableSortedMap(offenders);
    }

    /** Before anybody has answered. */
    public static Beyond of(
            long unheld,
            long announced,
            long exact,
            long specifics,
            long offending,
            SortedMap<EventKey, Long> offenders,
            long asked) {
        return new Beyond(unheld, announced, exact, specifics, offending, offenders, asked, Roll.EMPTY);
    }

    /** Whether any route may be carried that is not held. */
    public boolean any() {
        return exact != NEVER || specifics != NEVER;
    }

    /** Whether routes of that event may be carried that are not held. */
    boolean of(EventKey offender) {
        return offenders.containsKey(offender);
    }

    /**
     * With one more route left out.
     *
     * @param open the events that go on for it
     */
    Beyond leftOut(boolean ofPrefix, boolean offends, List<EventKey> open) {
        Beyond marked = this;
        for (EventKey offender : open) {
            marked = marked.withOffenders(marked.marked(offender));
        }
        return marked.leftOut(ofPrefix, offends);
    }

    private Beyond leftOut(boolean ofPrefix, boolean offends) {
        return new Beyond(
                unheld + 1,
                announced,
                ofPrefix ? asked : exact,
                ofPrefix ? specifics : asked,
                offends ? asked : offending,
                offenders,
                asked,
                answers);
    }

    private SortedMap<EventKey, Long> marked(EventKey offender) {
        SortedMap<EventKey, Long> marked = new TreeMap<>(offenders);
        marked.put(offender, asked);
        return marked;
    }

    Beyond announced(long now) {
        return new Beyond(unheld, now, exact, specifics, offending, offenders, asked, answers);
    }

    /** With an event that has opened: routes of it may have been left out before. */
    Beyond opened(EventKey offender) {
        return offending == NEVER ? this : withOffenders(marked(offender));
    }

    /** After another declaration: what was legal may not be any more. */
    Beyond declared() {
        return any() ? new Beyond(unheld, announced, exact, specifics, asked, offenders, asked, answers) : this;
    }

    Beyond ended(EventKey offender) {
        if (!of(offender)) {
            return this;
        }
        SortedMap<EventKey, Long> left = new TreeMap<>(offenders);
        left.remove(offender);
        return withOffenders(left);
    }

    Beyond withoutEvents() {
        return withOffenders(Collections.emptySortedMap());
    }

    private Beyond withOffenders(SortedMap<EventKey, Long> others) {
        return new Beyond(unheld, announced, exact, specifics, offending, others, asked, answers);
    }

    /** With a new request; answers to one before do not count any more. */
    Beyond asked(long number) {
        return of(unheld, announced, exact, specifics, offending, offenders, number);
    }

    /** With the answer of one collector. */
    Beyond answered(Answered answer) {
        return asked == 0 || answer.number() != asked
                ? this
                : new Beyond(
                        unheld,
                        announced,
                        exact,
                        specifics,
                        offending,
                        offenders,
                        asked,
                        answers.with(answer.collectors(), answer.by()));
    }

    /** After the answers of all: only what was left out since the request stays. */
    Beyond settled() {
        SortedMap<EventKey, Long> since = new TreeMap<>(offenders);
        since.values().removeIf(number -> number < asked);
        Beyond left = of(unheld, announced, since(exact), since(specifics), since(offending), since, asked);
        return left.any() ? left : NOTHING;
    }

    private long since(long number) {
        return number < asked ? NEVER : number;
    }
}
