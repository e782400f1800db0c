/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.openpeering.insights.rollup.Level;
import org.openpeering.kit.partition.PartitionedTable;

/** The tables whose partitions come and go. */
@ApplicationScoped
class Tables {
    @Produces
    @Singleton
    PartitionedTable minutes() {
        return table(Level.MINUTE);
    }

    @Produces
    @Singleton
    PartitionedTable fiveMinutes() {
        return table(Level.FIVE_MINUTES);
    }

    @Produces
    @Singleton
    PartitionedTable hours() {
        return table(Level.HOUR);
    }

    @Produces
    @Singleton
    PartitionedTable days() {
        return table(Level.DAY);
    }

    private static PartitionedTable table(Level level) {
        return new PartitionedTable(WindowRepository.table(level), level.kept());
    }
}
