/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.partition;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

@ApplicationScoped
class Samples {
    @Produces
    @Singleton
    static PartitionedTable days() {
        return new PartitionedTable("by_day", Duration.ofDays(2));
    }

    @Produces
    @Singleton
    static PartitionedTable months() {
        return new PartitionedTable("by_month", Duration.ofDays(1096));
    }
}
