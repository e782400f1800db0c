/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.partition;

import java.time.Duration;
import java.time.Instant;

/**
 * A table whose partitions {@link PartitionWorker} keeps: a bean for each.
 *
 * @param name as a migration made it
 * @param keep how long rows are kept at least; a partition goes when the youngest row in it could be that old
 */
public record PartitionedTable(String name, Duration keep) {
    /** Partitions are there so long before their time: so long the worker may be away. */
    static final Duration AHEAD = Duration.ofDays(3);

    /** What comes late, since a service or Kafka was away, finds a partition that far back. */
    public static final Duration LATE = Duration.ofDays(8);

    public PartitionedTable {
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("the rows of " + name + " are to be kept for " + keep
                    + ", less than a day, which is the shortest partition");
        }
    }

    /** The oldest moment of which rows can be written. */
    public Instant first(Instant now) {
        return now.minus(keep.compareTo(LATE) < 0 ? keep : LATE);
    }

    Instant until(Instant now) {
        return now.plus(AHEAD);
    }

    Instant old(Instant now) {
        return now.minus(keep);
    }
}
