/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Completion;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/**
 * A customer's choice of provider and locations; tags and sku change by PUT, locations by an action of their own.
 *
 * <p>Whoever changes or deletes a service has its row locked {@code for update} first; whoever puts something under it
 * holds the row {@code for key share} until the end. So a service is not deleted, and its provider not chosen, while a
 * prefix is added by what was read of it; and of two changes the second is judged by what the first left.
 */
@ApplicationScoped
public class PeeringServices implements Completion {
    private final PeeringServiceRepository repository;
    private final List<PeeringServiceListener> listeners;
    private final PartnerRepository partners;
    private final ChangeRepository changes;
    private final Outbox outbox;

    PeeringServices(
            PeeringServiceRepository repository,
            @All List<PeeringServiceListener> listeners,
            PartnerRepository partners,
            ChangeRepository changes,
            Outbox outbox) {
        this.repository = repository;
        this.listeners = listeners;
        this.partners = partners;
        this.changes = changes;
        this.outbox = outbox;
    }

    /** What a caller wants there to be. */
    private record Put(ResourceId id, Checked spec, Preconditions conditions) {}

    @WithTransaction
    public Uni<Outcome<PeeringService>> put(ResourceId id, Checked spec, Preconditions conditions) {
        Put put = new Put(id, spec, conditions);
        return repository
                .lock(id)
                .chain(held -> held == null ? create(put) : replace(put, held))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Outcome<PeeringService>> create(Put put) {
        Refusals.refuse(put.conditions().refusal(OptionalLong.empty()));
        return refuseUnknown(put.spec())
                .chain(() -> repository.insert(put.id(), put.spec()))
                .call(made -> made == null ? Uni.createFrom().voidItem() : told(made))
                .chain(made ->
                        made == null ? replaceOther(put) : Uni.createFrom().item(new Outcome.Created<>(made)));
    }

    /** Another call made it meanwhile; the insertion waited for its end. */
    private Uni<Outcome<PeeringService>> replaceOther(Put put) {
        return repository
                .lock(put.id())
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(
                        ApiError.of(ErrorCode.CONFLICT, "The resource was deleted while it was created; try again.")))
                .chain(held -> replace(put, held));
    }

    private Uni<Outcome<PeeringService>> replace(Put put, PeeringServiceEntity held) {
        PeeringService before = held.value();
        Checked spec = put.spec();
        Refusals.refuse(put.conditions()
                .refusal(OptionalLong.of(before.revision()))
                .or(() -> PeeringServiceRules.change(before, spec)));
        if (PeeringServiceRules.chooses(before, spec)) {
            return refuseUnknown(spec)
                    .invoke(() -> held.choose(spec))
                    .chain(() -> tell(listener -> listener.changed(put.id())))
                    .chain(() -> describe(held, spec.tags(), spec.sku()));
        }
        return before.tags().equals(spec.tags()) && Objects.equals(before.sku(), spec.sku())
                ? Uni.createFrom().item(new Outcome.Found<>(before))
                : describe(held, spec.tags(), spec.sku());
    }

    private Uni<Outcome<PeeringService>> describe(
            PeeringServiceEntity held, Map<String, String> tags, @Nullable String sku) {
        return outbox.nextRevision()
                .invoke(revision -> held.describe(tags, sku, revision))
                .call(() -> told(held.value()))
                .map(ignored -> new Outcome.Found<>(held.value()));
    }

    private Uni<Void> refuseUnknown(Checked spec) {
        return refuseUnknown(spec.provider(), spec.primaryLocation(), spec.backupLocation());
    }

    private Uni<Void> refuseUnknown(@Nullable String name, @Nullable String primary, @Nullable String backup) {
        if (name == null) {
            Refusals.refuse(PeeringServiceRules.sameLocation(primary, backup));
            return Uni.createFrom().voidItem();
        }
        return provider(name)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(PeeringServiceRules.unknownProvider(name)))
                .invoke(provider -> Refusals.refuse(PeeringServiceRules.unserved(provider, primary, backup)))
                .replaceWithVoid();
    }

    private Uni<@Nullable Provider> provider(String name) {
        return partners.provider(name);
    }

    /**
     * Makes before it breaks: the locations chosen now count until every claimed prefix is valid at the next ones.
     *
     * @param next null: the change under way is given up
     */
    @WithTransaction
    public Uni<Outcome<PeeringService>> changeLocations(
            ResourceId id, @Nullable Locations next, Preconditions conditions) {
        return locked(id)
                .invoke(held -> Refusals.refuse(
                        conditions.refusal(OptionalLong.of(held.value().revision()))))
                .call(held -> next == null
                        ? Uni.createFrom().voidItem()
                        : refuseUnknown(held.value().provider(), next.primary(), next.backup()))
                .call(() -> repository.forgetNext(id))
                .call(held -> outbox.nextRevision().invoke(revision -> held.head(next, now(), revision)))
                .call(held -> told(held.value()))
                .call(() -> tell(listener -> listener.changed(id)))
                .call(() -> moved(id))
                .<Outcome<PeeringService>>map(held -> new Outcome.Found<>(held.value()))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Void> moved(ResourceId id) {
        return changes.add(ChangeKind.LOCATIONS, id.key());
    }

    @Override
    public ChangeKind kind() {
        return ChangeKind.LOCATIONS;
    }

    @Override
    public Uni<Void> complete(String key) {
        return Transactions.mandatory()
                .chain(() -> repository.lockMoving(key))
                .onItem()
                .ifNotNull()
                .call(this::arrive)
                .replaceWithVoid();
    }

    private Uni<Void> arrive(PeeringServiceEntity moving) {
        return repository
                .arrived(moving.id())
                .chain(arrived -> arrived ? end(moving) : Uni.createFrom().voidItem());
    }

    private Uni<Void> end(PeeringServiceEntity moving) {
        return repository
                .forgetNext(moving.id())
                .chain(outbox::nextRevision)
                .invoke(revision -> moving.arrive(now(), revision))
                .chain(() -> told(moving.value()))
                .chain(() -> tell(listener -> listener.changed(moving.id())));
    }

    /** @param tags null: leave them */
    @WithTransaction
    public Uni<Outcome<PeeringService>> patch(
            ResourceId id, @Nullable Map<String, String> tags, Preconditions conditions) {
        return locked(id)
                .invoke(held -> Refusals.refuse(
                        conditions.refusal(OptionalLong.of(held.value().revision()))))
                .chain(held -> tags == null || tags.equals(held.value().tags())
                        ? Uni.createFrom().item(new Outcome.Found<>(held.value()))
                        : describe(held, tags, held.value().sku()))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<PeeringServiceEntity> locked(ResourceId id) {
        return repository.lock(id).onItem().ifNull().failWith(() -> new Refusal(Refusals.notFound(id)));
    }

    @WithSession
    public Uni<Outcome<PeeringService>> get(ResourceId id) {
        return repository
                .find(id)
                .map(found ->
                        found == null ? new Outcome.Refused<>(Refusals.notFound(id)) : new Outcome.Found<>(found));
    }

    /** @param group null: all of the subscription */
    @WithSession
    public Uni<List<PeeringService>> list(Subscription subscription, @Nullable String group, String after) {
        Uni<List<PeeringServiceEntity>> page =
                group == null ? repository.page(subscription, after) : repository.page(subscription, group, after);
        return page.map(found -> found.stream().map(PeeringServiceEntity::value).toList());
    }

    /** Its prefixes go with it. */
    @WithTransaction
    public Uni<Outcome<PeeringService>> delete(ResourceId id, Preconditions conditions) {
        return repository
                .lock(id)
                .<Outcome<PeeringService>>chain(
                        held -> held == null ? Uni.createFrom().item(new Outcome.Absent<>()) : delete(held, conditions))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Outcome<PeeringService>> delete(PeeringServiceEntity held, Preconditions conditions) {
        Refusals.refuse(conditions.refusal(OptionalLong.of(held.value().revision())));
        return tell(listener -> listener.deleting(held.id()))
                .chain(() -> repository.delete(held))
                .chain(outbox::nextRevision)
                .chain(revision ->
                        outbox.deleted(Topic.PEERING_SERVICES, held.id().key(), revision))
                .replaceWith(new Outcome.Deleted<>());
    }

    /** Insights has what stands under it, too. */
    private Uni<Void> told(PeeringService service) {
        return outbox.changed(Topic.PEERING_SERVICES, service.message());
    }

    /** One after the other: they share the session. */
    private Uni<Void> tell(Function<PeeringServiceListener, Uni<? extends Void>> news) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(news)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** As the column keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
