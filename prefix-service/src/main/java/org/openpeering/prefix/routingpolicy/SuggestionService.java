/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.event.EventService;
import org.openpeering.prefix.event.Watched;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.evidence.RegistryEvidence;
import org.openpeering.prefix.evidence.RegistrySource;
import org.openpeering.prefix.network.NetworkRules;
import org.openpeering.prefix.routes.RoutesService;
import org.openpeering.prefix.routes.SeenRoute;
import org.openpeering.prefix.routingpolicy.RoutingPolicyService.Mode;
import org.openpeering.registry.rpki.Vrp;

/** Suggests what to say of a prefix, from what was seen of it, and says what its owner takes of that. */
@ApplicationScoped
public class SuggestionService {
    private final RoutingPolicyService policies;
    private final RoutesService routes;
    private final EventService events;
    private final RegistrySource registries;
    private final NetworkRules rules;

    SuggestionService(
            RoutingPolicyService policies,
            RoutesService routes,
            EventService events,
            RegistrySource registries,
            NetworkRules rules) {
        this.policies = policies;
        this.routes = routes;
        this.events = events;
        this.registries = registries;
        this.rules = rules;
    }

    @WithSession
    Uni<Outcome<Observation>> observe(ResourceId id) {
        return policies.stated(id)
                .chain(this::seen)
                .<Outcome<Observation>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** @param spec null: no body */
    @WithTransaction
    Uni<Outcome<StatedPolicy>> accept(
            ResourceId id, @Nullable AcceptSpec spec, String caller, Preconditions conditions, Mode mode) {
        return policies.change(
                id,
                stated -> seen(stated)
                        .map(observed -> Acceptance.check(stated, observed.suggestions(), spec, rules, observed.now())),
                caller,
                conditions,
                mode);
    }

    /** What of it was read so far. */
    private record Read(List<SeenRoute> routes, List<RoutingEvent> events) {}

    /** Of events and routes nobody is told who has not the key of the prefix, so nothing is suggested either. */
    private Uni<Observation> seen(StatedPolicy stated) {
        Watched watched = stated.owner().watched();
        return routes.seen(watched, Observation.DAY.multipliedBy(2))
                .map(seen -> new Read(seen, List.of()))
                .chain(read -> events.recent(watched, Observation.DAY).map(recent -> new Read(read.routes(), recent)))
                .chain(read -> Computation.of(read.routes().size(), () -> observation(stated, read, Instant.now())));
    }

    private Observation observation(StatedPolicy stated, Read read, Instant now) {
        return Observation.of(stated, read.routes(), read.events(), vrps(stated, now), now);
    }

    /** None that may be outdated. */
    private List<Vrp> vrps(StatedPolicy stated, Instant now) {
        RegistryEvidence evidence = registries.evidence(stated.owner().prefix(), Set.of(), now);
        return evidence.rpki().availability() == Availability.CURRENT ? evidence.vrps() : List.of();
    }
}
