/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.rollup;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;

/**
 * Tables of one kind of numbers, a level each, whose rows can be added up: a bean for each. What a migration makes for one: the
 * table of each level, {@code <name>_level} and {@code <name>_due}.
 */
public interface Ladder {
    /** With which the names of its tables begin. */
    String name();

    /** How long after its end a bucket is merged; what comes later is merged into it. */
    Duration after();

    /** Makes rows of a level, whole, of all that lies in the buckets in the finer one; in the caller's transaction. */
    Uni<Void> merge(Collection<Due> due, Level level, Level finer);

    default String table(Level level) {
        return level.table(name());
    }
}
