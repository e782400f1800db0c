/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.insights.activity.store.ActivityStore;
import org.openpeering.insights.activity.store.Summary;

/**
 * A window with what was counted in it.
 *
 * @param counted null where nobody counted
 */
record CountedWindow(SessionWindow sight, @Nullable Summary counted) {
    static List<CountedWindow> of(List<SessionWindow> windows, ActivityStore.Answer answer, String group) {
        return windows.stream()
                .map(window -> new CountedWindow(
                        window, answer.of(group, window.at(), !window.seen().isZero())))
                .toList();
    }
}
