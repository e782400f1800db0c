/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.probetarget;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.customerprefix.CustomerPrefix;
import org.openpeering.prefix.customerprefix.PrefixService;

/**
 * What owners offer to be measured. The customer prefix is locked first, so versions follow each other and each is held to the
 * prefix that the resource has then. That something was offered or taken back is queued in the same transaction, like any
 * other change of the prefix, so what is monitored follows from it once it is committed.
 */
@ApplicationScoped
public class ProbeTargetService {
    private final ProbeTargetRepository repository;
    private final PrefixService prefixes;
    private final ChangeRepository changes;

    ProbeTargetService(ProbeTargetRepository repository, PrefixService prefixes, ChangeRepository changes) {
        this.repository = repository;
        this.prefixes = prefixes;
        this.changes = changes;
    }

    @WithSession
    Uni<Outcome<Offer>> get(ResourceId id) {
        return offer(id)
                .<Outcome<Offer>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** Its versions, newest first, up to one more than a page; {@code before} 0: the first page. */
    @WithSession
    Uni<Outcome<List<OfferVersion>>> history(ResourceId id, long before) {
        return owner(id)
                .chain(() -> repository.page(id, before))
                .<Outcome<List<OfferVersion>>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** @param spec null: no body */
    @WithTransaction
    Uni<Outcome<Offer>> put(ResourceId id, @Nullable ProbeTargetsSpec spec, String caller, Preconditions conditions) {
        return held(id, conditions)
                .change(
                        () -> Refusals.notFound(id),
                        offer -> Uni.createFrom()
                                .item(() -> ProbeTargetRules.check(
                                                spec, offer.owner().prefix())
                                        .orRefuse())
                                .chain(targets -> store(offer, targets, caller)));
    }

    /** Takes back what was offered. */
    @WithTransaction
    Uni<Outcome<Offer>> delete(ResourceId id, String caller, Preconditions conditions) {
        return held(id, conditions)
                .change(
                        () -> Refusals.notFound(id),
                        offer -> offer.isNothing()
                                ? Uni.createFrom().item(new Outcome.Absent<Offer>())
                                : store(offer, null, caller).replaceWith(new Outcome.Deleted<Offer>()))
                .map(ProbeTargetService::flat);
    }

    private static Outcome<Offer> flat(Outcome<? extends Outcome<Offer>> outcome) {
        return switch (outcome) {
            case Outcome.Found<? extends Outcome<Offer>>(Outcome<Offer> inner) -> inner;
            case Outcome.Refused<? extends Outcome<Offer>>(ApiError error) -> new Outcome.Refused<>(error);
            default -> throw new IllegalStateException("a change of what is there makes and deletes nothing");
        };
    }

    private Held<Offer> held(ResourceId id, Preconditions conditions) {
        return Held.of(
                repository
                        .lockOwner(id)
                        .chain(there -> there ? offer(id) : Uni.createFrom().<Offer>nullItem()),
                Offer::revision,
                conditions);
    }

    private Uni<Offer> offer(ResourceId id) {
        return owner(id)
                .chain(owner -> repository.newest(id, owner.prefix()).map(version -> new Offer(owner, version)));
    }

    private Uni<CustomerPrefix> owner(ResourceId id) {
        return prefixes.get(id).map(ProbeTargetService::found);
    }

    private static CustomerPrefix found(Outcome<CustomerPrefix> outcome) {
        return switch (outcome) {
            case Outcome.Found<CustomerPrefix>(CustomerPrefix prefix) -> prefix;
            case Outcome.Refused<CustomerPrefix>(ApiError error) -> throw new Refusal(error);
            default -> throw new IllegalStateException("a look-up makes and deletes nothing");
        };
    }

    /** @param targets null: what was offered is taken back */
    private Uni<Offer> store(Offer offer, @Nullable List<ProbeTarget> targets, String caller) {
        CustomerPrefix owner = offer.owner();
        return repository
                .add(owner.id(), owner.prefix(), targets, caller)
                .call(() ->
                        changes.add(ChangeKind.PREFIX, List.of(owner.prefix().toString())))
                .map(offer::with);
    }
}
