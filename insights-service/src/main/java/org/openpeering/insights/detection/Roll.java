/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.detection;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.Speaker;

/**
 * The collectors that have to say something, and those that have. Each of them learns a moment earlier or later than others who
 * is alive; therefore everybody is awaited whom anybody has named.
 */
public record Roll(SortedSet<String> awaited, SortedSet<String> said) {
    static final Roll EMPTY = new Roll(Collections.emptySortedSet(), Collections.emptySortedSet());

    public Roll {
        awaited = Collections.unmodifiableSortedSet(awaited);
        said = Collections.unmodifiableSortedSet(said);
    }

    /** @param collectors all that have to say it, as far as the one who does knows */
    Roll with(List<String> collectors, @Nullable Speaker by) {
        SortedSet<String> all = new TreeSet<>(awaited);
        all.addAll(collectors);
        SortedSet<String> so = new TreeSet<>(said);
        so.add((by == null ? Speaker.UNKNOWN : by).collector());
        return new Roll(all, so);
    }

    /** Whether all have; never while nobody has known who is alive. */
    boolean complete() {
        return !awaited.isEmpty() && said.containsAll(awaited);
    }
}
