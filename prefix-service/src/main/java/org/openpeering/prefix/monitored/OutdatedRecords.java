/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.kit.wake.ScheduledRound;

/**
 * Computes again what an older version has said, where a new one says more: a migration marks it. Each time a little, so
 * that it stands in nobody's way; a version that does not know of it leaves the marks alone.
 */
@ApplicationScoped
public class OutdatedRecords {
    private static final int AT_ONCE = 256;

    private final MonitoredPrefixRepository repository;
    private final MonitoredPrefixService monitored;
    private final ScheduledRound round;

    OutdatedRecords(MonitoredPrefixRepository repository, MonitoredPrefixService monitored) {
        this.repository = repository;
        this.monitored = monitored;
        this.round = new ScheduledRound("computing again what an older version has said", this::next);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> round() {
        return round.run();
    }

    private Uni<Void> next() {
        return repository.takeOutdated(AT_ONCE).chain(monitored::changed).replaceWithVoid();
    }
}
