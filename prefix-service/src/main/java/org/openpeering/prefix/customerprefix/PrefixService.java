/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Failures;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.event.EventService;
import org.openpeering.prefix.event.EventView;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.network.InstallationConfig;
import org.openpeering.prefix.peeringservice.PeeringService;
import org.openpeering.prefix.peeringservice.PeeringServiceListener;
import org.openpeering.prefix.peeringservice.PeeringServiceRepository;
import org.openpeering.prefix.report.HistoryService;
import org.openpeering.prefix.report.ValidationView;
import org.openpeering.prefix.transfer.TransferService;

/**
 * Customer prefixes. Who has the key of a registration claims its prefix, and claims of different services never
 * overlap (a constraint of the table). A prefix named without key claims nothing: it is refused where it would overlap,
 * and stands in nobody's way.
 *
 * <p>Of two claims that are made at the same moment neither sees the other, so both are asked about first for the sake of
 * a better answer only: what decides is the constraint. An insertion gives way to it and is refused; a new key of a prefix
 * that is there violates it, which ends the transaction and is answered by the same error.
 *
 * <p>Order of locks: service, the turn to try a key, registration, customer prefix. A refused key is counted: what refuses
 * it is recovered inside the transaction, which commits.
 */
@ApplicationScoped
public class PrefixService implements PeeringServiceListener {
    private static final String NO_OVERLAP = "customer_prefix_claims_do_not_overlap";

    private final PrefixRepository repository;
    private final PeeringServiceRepository services;
    private final PrefixClaims claims;
    private final TransferService transfers;
    private final ChangeRepository changes;
    private final EventService events;
    private final HistoryService history;
    private final Outbox outbox;
    private final boolean lab;

    PrefixService(
            PrefixRepository repository,
            PeeringServiceRepository services,
            PrefixClaims claims,
            TransferService transfers,
            ChangeRepository changes,
            EventService events,
            HistoryService history,
            Outbox outbox,
            InstallationConfig installation) {
        this.repository = repository;
        this.services = services;
        this.claims = claims;
        this.transfers = transfers;
        this.changes = changes;
        this.events = events;
        this.history = history;
        this.outbox = outbox;
        this.lab = installation.lab();
    }

    @WithTransaction
    public Uni<Outcome<CustomerPrefix>> put(
            ResourceId serviceId, String name, IpPrefix prefix, @Nullable PrefixKey key, Preconditions conditions) {
        PrefixRequest asked = new PrefixRequest(serviceId, name, prefix, key, conditions, null, null);
        return services.lockShared(serviceId)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.parentNotFound(serviceId)))
                .chain(service -> claimed(asked, service))
                .chain(request -> repository.lock(request.id()).map(request::withHeld))
                .invoke(request -> Refusals.refuse(request.refusal()))
                .chain(request -> request.held() == null ? create(request) : update(request, request.held()))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** The contract's examples send a placeholder; in a lab it counts as no key. */
    private Uni<PrefixRequest> claimed(PrefixRequest asked, PeeringService service) {
        PrefixKey key = asked.key();
        return key == null || (lab && key.placeholder())
                ? Uni.createFrom().item(asked)
                : claims.claim(service, asked.prefix(), key).map(asked::claimed);
    }

    private Uni<Outcome<CustomerPrefix>> create(PrefixRequest request) {
        return overlaps(request).chain(overlaps -> overlaps ? updateOther(request) : insert(request));
    }

    private Uni<Outcome<CustomerPrefix>> insert(PrefixRequest request) {
        return row(request)
                .chain(made -> made == null
                        ? updateOther(request)
                        : activated(request).replaceWith(new Outcome.Created<>(made)));
    }

    private Uni<@Nullable CustomerPrefix> row(PrefixRequest request) {
        return repository.insert(request.service(), request.id(), request.prefix(), request.key(), request.claim());
    }

    /**
     * Makes a prefix that is to replace another, in the caller's transaction. For what makes room for it: it happens only
     * when there is nothing more to refuse, and is rolled back with all else when another call takes the prefix at this very
     * moment.
     */
    Uni<Void> insertReplacement(PrefixRequest asked, PeeringService service, Supplier<Uni<Void>> room) {
        return claimed(asked, service)
                .invoke(request -> Refusals.refuse(request.refusal()))
                .call(request -> overlaps(request)
                        .invoke(overlaps -> Refusals.refuse(overlaps ? Optional.of(overlap()) : Optional.empty())))
                .call(room::get)
                .call(request -> row(request).onItem().ifNull().failWith(() -> new ArmException(overlap())))
                .chain(this::activated);
    }

    /** Another call may have taken the name meanwhile; the insertion waited for its end. */
    private Uni<Outcome<CustomerPrefix>> updateOther(PrefixRequest request) {
        return repository
                .lock(request.id())
                .chain(held -> held != null && held.value().prefix().equals(request.prefix())
                        ? update(request, held)
                        : Uni.createFrom().failure(new Refusal(overlap())));
    }

    /** A key that is not sent is left as it is: not everybody has it at hand. */
    private Uni<Outcome<CustomerPrefix>> update(PrefixRequest request, PrefixEntity held) {
        Claimed.Good claim = request.claim();
        if (claim == null || held.claimsWith(claim.key())) {
            return Uni.createFrom().item(new Outcome.Found<>(held.value()));
        }
        return overlaps(request)
                .invoke(overlaps -> Refusals.refuse(overlaps ? Optional.of(overlap()) : Optional.empty()))
                .chain(() -> rekey(held, claim))
                .chain(() -> activated(request))
                .map(ignored -> new Outcome.Found<>(held.value()));
    }

    /** Another service may have claimed it at this very moment: the constraint decides, and the transaction ends. */
    private Uni<Void> rekey(PrefixEntity held, Claimed.Good claim) {
        return outbox.nextRevision()
                .invoke(revision -> held.rekey(claim, repository.sealed(held.id(), claim.key()), revision))
                .chain(() -> repository.flush())
                .onFailure(failure -> Failures.violates(failure, NO_OVERLAP))
                .transform(failure -> new ArmException(overlap()));
    }

    private Uni<Void> activated(PrefixRequest request) {
        Claimed.Good claim = request.claim();
        return (claim == null ? Uni.createFrom().voidItem() : claims.used(claim.key()))
                .chain(() -> changed(ChangeKind.PREFIX, List.of(request.prefix().toString())));
    }

    private Uni<Boolean> overlaps(PrefixRequest request) {
        return repository.overlaps(request.service(), request.prefix(), request.claim());
    }

    private Uni<Void> changed(ChangeKind kind, Collection<String> subjects) {
        return changes.add(kind, subjects);
    }

    static ApiError overlap() {
        return ApiError.at(
                ErrorCode.CONFLICT,
                "properties.prefix",
                "Prefix overlaps with an existing prefix, contact Peering Service provider");
    }

    @WithSession
    public Uni<Outcome<CustomerPrefix>> get(ResourceId id) {
        return found(id)
                .<Outcome<CustomerPrefix>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<CustomerPrefix> found(ResourceId id) {
        return repository
                .find(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.notFound(id)))
                .map(PrefixEntity::value);
    }

    /** Null when there is no such service. */
    @WithSession
    public Uni<@Nullable List<CustomerPrefix>> list(ResourceId service, String after) {
        return services.find(service)
                .onItem()
                .ifNotNull()
                .transformToUni(found -> repository.page(service, after))
                .onItem()
                .ifNotNull()
                .transform(page -> page.stream().map(PrefixEntity::value).toList());
    }

    /** Their events by their ids, newest first. */
    @WithSession
    public Uni<Map<ResourceId, List<EventView>>> events(List<CustomerPrefix> prefixes) {
        return Multi.createFrom()
                .iterable(prefixes)
                .onItem()
                .transformToUniAndConcatenate(
                        prefix -> events.expanded(prefix.watched()).map(shown -> Map.entry(prefix.id(), shown)))
                .collect()
                .asList()
                .map(shown -> shown.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** What validation says, or said, of a prefix of this revision. */
    public record Judged(long revision, ValidationView view) {}

    /** @param at a time of RFC 3339; null: now */
    @WithSession
    public Uni<Outcome<Judged>> validation(ResourceId id, @Nullable String at) {
        return found(id)
                .chain(prefix ->
                        history.view(TargetKind.CUSTOMER, id, at).map(view -> new Judged(prefix.revision(), view)))
                .<Outcome<Judged>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    @WithTransaction
    public Uni<Outcome<CustomerPrefix>> delete(ResourceId id, Preconditions conditions) {
        return repository
                .lock(id)
                .<Outcome<CustomerPrefix>>chain(
                        held -> held == null ? Uni.createFrom().item(new Outcome.Absent<>()) : delete(held, conditions))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Outcome<CustomerPrefix>> delete(PrefixEntity held, Preconditions conditions) {
        CustomerPrefix prefix = held.value();
        Refusals.refuse(conditions.refusal(OptionalLong.of(prefix.revision())));
        return transfers
                .refusal(prefix.id())
                .invoke(underway -> Refusals.refuse(Optional.ofNullable(underway)))
                .chain(() -> repository.dropReplacement(held))
                .chain(dropped -> changed(ChangeKind.PREFIX, dropped))
                .chain(() -> repository.delete(held))
                .chain(() -> changed(ChangeKind.PREFIX, List.of(prefix.prefix().toString())))
                // It may have been what a change of locations waited for.
                .chain(() -> changed(
                        ChangeKind.LOCATIONS, List.of(service(prefix.id()).key())))
                .replaceWith(new Outcome.Deleted<>());
    }

    private static ResourceId service(ResourceId prefix) {
        return ResourceId.ofGroup(
                prefix.subscription(),
                Objects.requireNonNull(prefix.resourceGroup()),
                ResourceType.PEERING_SERVICES,
                prefix.names().getFirst());
    }

    @Override
    public Uni<Void> changed(ResourceId service) {
        return Transactions.mandatory()
                .chain(() -> repository.prefixes(service))
                .chain(prefixes -> changed(ChangeKind.PREFIX, prefixes));
    }

    @Override
    public Uni<Void> deleting(ResourceId service) {
        return Transactions.mandatory()
                .chain(() -> transfers.refusalOfService(service))
                .invoke(underway -> Refusals.refuse(Optional.ofNullable(underway)))
                .chain(() -> repository.deleteAll(service))
                .chain(prefixes -> changed(ChangeKind.PREFIX, prefixes));
    }
}
