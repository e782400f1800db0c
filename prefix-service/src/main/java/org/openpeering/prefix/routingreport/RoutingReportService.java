/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.prefix.event.EventConfig;
import org.openpeering.prefix.validation.ValidationConfig;

/** Puts a report together. */
@ApplicationScoped
public class RoutingReportService {
    /** Of each kind; some 4 MB of an answer. */
    static final int MOST = 10_000;

    private final RoutingReportRepository report;
    private final EventConfig events;
    private final ValidationConfig validation;
    private final InstantSource clock = InstantSource.system();

    RoutingReportService(RoutingReportRepository report, EventConfig events, ValidationConfig validation) {
        this.report = report;
        this.events = events;
        this.validation = validation;
    }

    /** Refuses one that would be too long. */
    @WithSession
    public Uni<RoutingReportView> report(Subscription subscription, ReportPeriod period) {
        Instant now = clock.instant();
        return report.incidents(subscription, period, now, MOST + 1)
                .invoke(incidents -> bounded(incidents, "incidents"))
                .chain(incidents -> report.verdicts(subscription, period, MOST + 1)
                        .invoke(verdicts -> bounded(verdicts, "verdicts"))
                        .map(verdicts -> new RoutingReportView(
                                period.from(),
                                period.to(),
                                now.minus(events.retention()),
                                now.minus(validation.retention()),
                                Availability.of(verdicts, period, now),
                                incidents,
                                Availability.changes(verdicts, period))));
    }

    private static void bounded(List<?> rows, String what) {
        if (rows.size() > MOST) {
            throw ReportPeriod.refused(
                    "to",
                    "From 'from' to 'to' are more than " + MOST + " " + what + ", the most of a report. Ask for less.");
        }
    }
}
