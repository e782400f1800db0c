/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.relationship;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Takes a run into account: what it has found, and what of it is in force now. */
public final class Damping {
    /** How long what nothing speaks for any more, and what is not in force, is remembered. */
    private static final int REMEMBERED_DAYS = 30;

    private Damping() {}

    /** What stands after the run. */
    public static Votes next(Votes before, Inference run, Instant at) {
        int today = (int) LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay();
        long[] links = LongStream.concat(Arrays.stream(run.keys()), remembered(before, run, today))
                .sorted()
                .distinct()
                .toArray();
        Votes.Columns columns = new Votes.Columns(links.length);
        for (int place = 0; place < links.length; place++) {
            take(before, run, today, links[place], columns, place);
        }
        return new Votes(at, before.runs() + 1, run.left(), links, columns);
    }

    private static LongStream remembered(Votes before, Inference run, int today) {
        Votes.Columns columns = before.columns();
        return LongStream.range(0, before.size())
                .mapToInt(place -> (int) place)
                .filter(place ->
                        Standing.inForce(columns.standing[place]) || columns.last[place] >= today - REMEMBERED_DAYS)
                .mapToLong(before::link)
                .filter(link -> run.tally(link).points() == 0);
    }

    private static void take(Votes before, Inference run, int today, long link, Votes.Columns columns, int place) {
        Tally tally = run.tally(link);
        int old = before.find(link);
        boolean known = old >= 0;
        boolean seen = tally.points() > 0;
        boolean found = tally.prevails(run.tally(Link.reversed(link)));
        byte standing =
                before.runs() == 0 ? Standing.first(found) : Standing.next(known ? before.standing(old) : 0, found);
        boolean stays = known && Standing.inForce(before.standing(old));
        columns.topWays[place] = tally.ways();
        columns.partnerWays[place] = tally.partnerWays();
        columns.first[place] = known ? before.columns().first[old] : today;
        columns.last[place] = seen ? today : before.columns().last[old];
        columns.since[place] = stays ? before.columns().since[old] : today;
        columns.standing[place] = standing;
        columns.samples[place] = seen ? run.samples(link) : before.columns().samples[old];
    }
}
