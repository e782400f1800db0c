/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.contract.insights.RouteActivity.Kind;
import org.openpeering.contract.insights.RouteActivity.Turn;

/** Counts that add up: the counts of a whole are the sum of those of its parts, in whatever order. Counting allocates nothing. */
public final class Activity {
    private long revision;
    private long updates;
    private long announcements;
    private long withdrawals;
    private long pathChanges;
    private long prepended;
    private final long[] lengths = new long[RouteActivity.LENGTHS];
    private final PathSketch paths = new PathSketch();

    /** A message of a session, or a change of a prefix. */
    public void update(long announced, long withdrawn, long changed) {
        revision++;
        updates++;
        announcements += announced;
        withdrawals += withdrawn;
        pathChanges += changed;
    }

    /** By which path they came. */
    public void came(int length, boolean twice, long hash, long announced) {
        lengths[Math.min(length, RouteActivity.LENGTHS - 1)] += announced;
        prepended += twice ? announced : 0;
        paths.add(hash);
    }

    /** Of a prefix: it fares otherwise. */
    public void turned() {
        revision++;
    }

    public void clear() {
        revision = updates = announcements = withdrawals = pathChanges = prepended = 0;
        Arrays.fill(lengths, 0);
        paths.clear();
    }

    public void add(Counted row) {
        revision += row.revision();
        updates += row.updates();
        announcements += row.announcements();
        withdrawals += row.withdrawals();
        pathChanges += row.pathChanges();
        prepended += row.prepended();
        for (int i = 0; i < row.lengths().size(); i++) {
            lengths[Math.min(i, RouteActivity.LENGTHS - 1)] += row.lengths().get(i);
        }
        paths.add(row.paths());
    }

    /** As it is kept. */
    public Counted row() {
        return new Counted(
                revision,
                updates,
                announcements,
                withdrawals,
                pathChanges,
                prepended,
                shortened(lengths),
                paths.bytes());
    }

    private static List<Long> shortened(long[] lengths) {
        int last = lengths.length;
        while (last > 0 && lengths[last - 1] == 0) {
            last--;
        }
        List<Long> some = new ArrayList<>(last);
        for (int i = 0; i < last; i++) {
            some.add(lengths[i]);
        }
        return some;
    }

    public long distinctPaths() {
        return paths.count();
    }

    /** @param counter who counts */
    public RouteActivity message(Kind kind, String subject, Instant at, long counter, List<Turn> turns) {
        return new RouteActivity(
                kind,
                subject,
                at,
                counter,
                revision,
                updates,
                announcements,
                withdrawals,
                pathChanges,
                prepended,
                shortened(lengths),
                Base64.getEncoder().encodeToString(paths.bytes()),
                turns);
    }
}
