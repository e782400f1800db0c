/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.Place;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.advice.Advice.Facts;

/** Collects what there is to go by, of the caller's own service. */
@ApplicationScoped
public class AdviceService {
    private final AdviceRepository repository;
    private final Replica replica;

    AdviceService(AdviceRepository repository, Replica replica) {
        this.repository = repository;
        this.replica = replica;
    }

    @WithSession
    Uni<Outcome<AdviceView>> advice(ResourceId id) {
        return repository
                .chosen(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.notFound(id)))
                .map(chosen -> Facts.of(chosen.location(), chosen.provider(), chosen.site()))
                .chain(this::catalogue)
                .chain(facts -> measured(facts, id))
                .chain(facts -> repository.up().map(facts::seeing))
                .chain(facts -> Computation.of(() -> AdviceView.of(id, Advice.of(facts))))
                .<Outcome<AdviceView>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Facts> catalogue(Facts facts) {
        return replica.all(Topic.PROVIDERS, Provider.class)
                .chain(providers ->
                        replica.all(Topic.PLACES, Place.class).map(places -> facts.knowing(providers, places)));
    }

    private Uni<Facts> measured(Facts facts, ResourceId id) {
        return repository
                .own(id)
                .chain(own -> repository
                        .locations()
                        .chain(all -> repository.others(spellings(all, facts.location()), id.subscription()))
                        .map(others -> facts.measured(own, others)));
    }

    private static List<String> spellings(List<String> all, @Nullable String location) {
        return location == null
                ? List.of()
                : all.stream().filter(location::equalsIgnoreCase).toList();
    }
}
