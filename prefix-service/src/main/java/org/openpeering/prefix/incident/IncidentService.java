/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.incident;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.error.ArmException;
import org.openpeering.prefix.event.EventConfig;
import org.openpeering.prefix.incident.IncidentRepository.Numbered;

/** Incidents as they are asked for: a subscription sees what it was told of, and of their events its own; the operator sees all. */
@ApplicationScoped
class IncidentService {
    /** The ids of a cause's incidents follow from their number: what receivers may remember is longer than what we keep of events. */
    private static final Duration KEPT = Duration.ofDays(400);

    private final IncidentRepository repository;
    private final EventConfig config;

    IncidentService(IncidentRepository repository, EventConfig config) {
        this.repository = repository;
        this.config = config;
    }

    @WithSession
    Uni<List<Numbered<Incident>>> page(Subscription subscription, long before) {
        return repository.page(subscription.key(), before);
    }

    @WithSession
    Uni<List<Numbered<Incident>>> pageOfAll(long before) {
        return repository.page(Scope.OPERATOR, before);
    }

    @WithSession
    Uni<RoutingEvent> get(Subscription subscription, String id) {
        return find(subscription.key(), id).map(Incident::event);
    }

    @WithSession
    Uni<RoutingEvent> getOfAll(String id) {
        return find(Scope.OPERATOR, id).map(Incident::event);
    }

    @WithSession
    Uni<List<Numbered<RoutingEvent>>> events(Subscription subscription, String id, long after) {
        return find(subscription.key(), id).chain(() -> repository.eventsOf(subscription, id, after));
    }

    @WithSession
    Uni<List<Numbered<RoutingEvent>>> eventsOfAll(String id, long after) {
        return find(Scope.OPERATOR, id).chain(() -> repository.events(Scope.OPERATOR, id, after));
    }

    private Uni<Incident> find(String scope, String id) {
        return repository
                .find(scope, id)
                .onItem()
                .ifNull()
                .failWith(() -> new ArmException(ApiError.at(
                        ErrorCode.RESOURCE_NOT_FOUND, "incidentId", "There is no incident of this id, or no more.")));
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> purge() {
        return repository.purge(config.retention(), KEPT);
    }
}
