/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.activity.store.Summary;

/**
 * What became of routes in a window.
 *
 * @param updates messages of a session; changes of routes of a prefix
 * @param announcements routes that were announced
 * @param withdrawals routes that were taken back
 * @param pathChanges routes that came by another AS path than before
 * @param distinctPaths how many different AS paths there were; of many a standard error of 3 %
 * @param prepended announcements in whose AS path somebody stands twice in a row
 * @param pathLengths how the lengths of AS paths were distributed
 */
@RegisterForReflection
public record RouteCountsView(
        long updates,
        long announcements,
        long withdrawals,
        long pathChanges,
        long distinctPaths,
        long prepended,
        List<PathLength> pathLengths) {
    /**
     * One length.
     *
     * @param length of the AS path, a set counted as one; 31 is that or more
     * @param announcements how many had it
     */
    @RegisterForReflection
    public record PathLength(int length, long announcements) {}

    static @Nullable RouteCountsView of(@Nullable Summary summary) {
        if (summary == null) {
            return null;
        }
        List<PathLength> lengths = new ArrayList<>();
        for (int i = 0; i < summary.pathLengths().size(); i++) {
            long announcements = summary.pathLengths().get(i);
            if (announcements > 0) {
                lengths.add(new PathLength(i, announcements));
            }
        }
        return new RouteCountsView(
                summary.updates(),
                summary.announcements(),
                summary.withdrawals(),
                summary.pathChanges(),
                summary.distinctPaths(),
                summary.prepended(),
                lengths);
    }
}
