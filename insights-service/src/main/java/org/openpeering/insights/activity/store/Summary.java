/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.activity.store;

import java.util.List;
import org.openpeering.insights.activity.Activity;
import org.openpeering.insights.activity.Counted;

/**
 * What was counted in a window.
 *
 * @param pathLengths announcements by the length of their AS path, from 0 on
 */
public record Summary(
        long updates,
        long announcements,
        long withdrawals,
        long pathChanges,
        long distinctPaths,
        long prepended,
        List<Long> pathLengths) {
    public static final Summary NOTHING = of(new Activity());

    static Summary of(Activity activity) {
        Counted row = activity.row();
        return new Summary(
                row.updates(),
                row.announcements(),
                row.withdrawals(),
                row.pathChanges(),
                activity.distinctPaths(),
                row.prepended(),
                row.lengths());
    }
}
