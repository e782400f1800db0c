/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.partition;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.kit.wake.Worker;

/**
 * Makes partitions {@link PartitionedTable#AHEAD} before their time and drops those whose rows are old; at the start and every
 * ten minutes, in each replica: an advisory lock lets one do it, and the others find nothing to do. What an outage left out is
 * made up for, in a few transactions. A table that can't be done, because somebody holds it, is done the next time, and does not
 * hold up the others. {@code PartitionWorkerTest} holds it to this.
 */
@ApplicationScoped
public class PartitionWorker {
    private static final Logger LOG = Logger.getLogger(PartitionWorker.class);
    private static final Duration EVERY = Duration.ofMinutes(10);
    /** As many as the functions make or drop in one transaction. */
    private static final int BATCH = 60;

    private final PartitionRepository partitions;
    private final List<PartitionedTable> tables;
    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final Worker worker = Worker.every(EVERY, "keeping partitions", () -> keep(Instant.now()));

    PartitionWorker(PartitionRepository partitions, Instance<PartitionedTable> tables, MeterRegistry meters) {
        this.partitions = partitions;
        this.tables = tables.stream().toList();
        for (PartitionedTable table : this.tables) {
            Gauge.builder("openpeering.partitions.ahead", this, it -> it.ahead(table, Instant.now()))
                    .description("For how long from now on a table has partitions")
                    .baseUnit("seconds")
                    .tag("table", table.name())
                    .register(meters);
        }
    }

    void start(@Observes StartupEvent event) {
        if (!tables.isEmpty()) {
            worker.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    /** Not a number while it is not known. */
    private double ahead(PartitionedTable table, Instant now) {
        Instant known = until.get(table.name());
        return known == null
                ? Double.NaN
                : Math.max(0, Duration.between(now, known).toSeconds());
    }

    /** What is to be done at a time. */
    void keep(Instant now) {
        RuntimeException trouble = null;
        for (PartitionedTable table : tables) {
            try {
                keep(table, now);
            } catch (RuntimeException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    private void keep(PartitionedTable table, Instant now) {
        int made;
        do {
            made = Transactions.await(() -> partitions.make(table.name(), table.first(now), table.until(now)));
            told("made", made, table);
        } while (made == BATCH);
        Instant known = Transactions.await(() -> partitions.until(table.name(), now));
        if (known != null) {
            until.put(table.name(), known);
        }
        int dropped;
        do {
            dropped = Transactions.await(() -> partitions.drop(table.name(), table.old(now)));
            told("dropped", dropped, table);
        } while (dropped == BATCH);
    }

    private static void told(String done, int number, PartitionedTable table) {
        if (number > 0) {
            LOG.infof("%s %d partitions of %s", done, number, table.name());
        }
    }
}
