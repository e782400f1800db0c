/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Sweep;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.transfer.TransferRepository.Candidate;

/**
 * Moves a prefix from one partner to another, making before breaking.
 *
 * <p>The customer permits it for a provider and a time, the overlap. In this time a partner with an AS number of the
 * provider may register the prefix too, and hands its key to the customer, who claims the prefix with it at a peering
 * service of that provider. Both are monitored, validated and served. When the customer says so, or the time is over,
 * the old registration and the old customer prefix end, provided that the new one is heard as it should be; if it is not
 * at the end of the time, nothing has changed. A customer who loses the old key meanwhile
 * loses the transfer with it. {@code TransferTest} holds it to this.
 *
 * <p>Order of locks: the service, the registrations of the prefix, the transfer, and only then customer prefixes; what is
 * judged is read after that. What relies on a transfer holds its row {@code for share}. {@code ContentionTest} holds all use
 * cases of a prefix to it.
 */
@ApplicationScoped
public class TransferService implements Sweep {
    private final TransferRepository repository;
    private final PartnerRepository partners;
    private final ChangeRepository changes;

    TransferService(TransferRepository repository, PartnerRepository partners, ChangeRepository changes) {
        this.repository = repository;
        this.partners = partners;
        this.changes = changes;
    }

    /** What is to go, and to whom. */
    private record Step(Candidate candidate, Provider provider) {}

    @WithTransaction
    public Uni<Outcome<Transfer>> begin(ResourceId id, TransferSpec.Checked spec, Preconditions conditions) {
        return candidate(id)
                .invoke(candidate -> Refusals.refuse(conditions.refusal(OptionalLong.of(candidate.revision()))))
                .chain(candidate -> known(spec.provider()).map(provider -> new Step(candidate, provider)))
                .invoke(step -> Refusals.refuse(unfit(step)))
                .call(step -> repository
                        .find(id)
                        .chain(underway -> underway == null ? refuseContained(step) : refuseOther(underway, step)))
                .chain(step -> repository.permit(
                        id.subscription(), step.candidate(), step.provider().name(), spec.overlap()))
                .invoke(permitted -> Refusals.refuse(permitted ? Optional.empty() : Optional.of(ending())))
                .chain(() -> found(id))
                .<Outcome<Transfer>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** Locked in the order of all; what was another prefix when the first lock was asked for is refused. */
    private Uni<Candidate> candidate(ResourceId id) {
        return repository
                .lockSharedService(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.notFound(id)))
                .call(repository::lock)
                .chain(seen -> repository
                        .lock(id)
                        .onItem()
                        .ifNull()
                        .failWith(() -> new Refusal(Refusals.notFound(id)))
                        .invoke(candidate -> Refusals.refuse(
                                candidate.prefix().toString().equals(seen)
                                        ? Optional.empty()
                                        : Optional.of(ending()))));
    }

    private Uni<Provider> known(String name) {
        return provider(name).onItem().ifNull().failWith(() -> new Refusal(unknown(name)));
    }

    private Uni<@Nullable Provider> provider(String name) {
        return partners.provider(name);
    }

    private static Optional<ApiError> unfit(Step step) {
        Candidate candidate = step.candidate();
        if (candidate.registration() == null || candidate.partner() == null) {
            return Optional.of(ApiError.of(
                    ErrorCode.CONFLICT,
                    "Only a prefix that is claimed with the key of its registration can be transferred."));
        }
        String provider = step.provider().name();
        return provider.equalsIgnoreCase(candidate.provider())
                ? Optional.of(ApiError.at(
                        ErrorCode.INVALID_PARAMETER,
                        "peeringServiceProvider",
                        "The prefix is with the provider '" + provider + "' already."))
                : Optional.empty();
    }

    private static Uni<Void> refuseOther(Transfer underway, Step step) {
        return underway.provider().equalsIgnoreCase(step.provider().name())
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .failure(new Refusal(ApiError.of(
                                ErrorCode.CONFLICT,
                                "The prefix is being transferred to '" + underway.provider()
                                        + "'; cancel that first.")));
    }

    private Uni<Void> refuseContained(Step step) {
        return repository
                .containing(
                        Objects.requireNonNull(step.candidate().partner()),
                        step.candidate().prefix())
                .invoke(
                        larger -> Refusals.refuse(
                                Optional.ofNullable(larger)
                                        .map(
                                                found -> ApiError.of(
                                                        ErrorCode.CONFLICT,
                                                        "The prefix is a part of " + found
                                                                + ", which the same partner has registered; a part can't go to another partner."))))
                .replaceWithVoid();
    }

    @WithSession
    public Uni<Outcome<Transfer>> get(ResourceId id) {
        return found(id)
                .<Outcome<Transfer>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Transfer> found(ResourceId id) {
        return repository.find(id).onItem().ifNull().failWith(() -> new Refusal(none(id)));
    }

    /** Ends the overlap now: the prefix goes over. */
    @WithTransaction
    public Uni<Outcome<Transfer>> complete(ResourceId id) {
        return locked(id)
                .invoke(transfer -> Refusals.refuse(early(transfer)))
                .call(this::moveOver)
                .<Outcome<Transfer>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private static Optional<ApiError> early(Transfer transfer) {
        if (!transfer.entitled()) {
            return Optional.of(ApiError.of(
                    ErrorCode.CONFLICT, "The key of the registration that was to end is not valid any more."));
        }
        return transfer.ready()
                ? Optional.empty()
                : Optional.of(ApiError.of(
                        ErrorCode.CONFLICT,
                        "The transfer is " + transfer.state().wire()
                                + "; it can be completed when the prefix is valid at the provider '"
                                + transfer.provider() + "'."));
    }

    /** Ends the overlap now: the prefix stays. */
    @WithTransaction
    public Uni<Outcome<Transfer>> cancel(ResourceId id) {
        return locked(id)
                .call(this::giveUp)
                .<Outcome<Transfer>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** What is locked is looked at again: it may have become another one's meanwhile. */
    private Uni<Transfer> locked(ResourceId id) {
        return found(id)
                .chain(seen -> repository.lock(seen.prefix().toString()))
                .map(held -> held != null && held.customerPrefix().equals(id.key()) ? held : null)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(none(id)));
    }

    @Override
    public Uni<Void> sweep() {
        return Transactions.mandatory()
                .chain(repository::due)
                .onItem()
                .transformToMulti(prefixes -> Multi.createFrom().iterable(prefixes))
                .onItem()
                .transformToUniAndConcatenate(this::end)
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> end(String prefix) {
        return repository
                .lock(prefix)
                .onItem()
                .ifNotNull()
                .call(transfer -> transfer.ready() ? moveOver(transfer) : giveUp(transfer))
                .replaceWithVoid();
    }

    private Uni<Void> moveOver(Transfer transfer) {
        String prefix = transfer.prefix().toString();
        return repository
                .dropLeft(prefix)
                .chain(left -> changed(ChangeKind.PREFIX, left))
                .chain(() -> repository.dropLeaving(transfer))
                .call(() -> repository.arrived(List.of(prefix)))
                .call(() -> changed(ChangeKind.PREFIX, List.of(prefix)))
                .chain(service -> changed(ChangeKind.LOCATIONS, List.of(service)));
    }

    private Uni<Void> giveUp(Transfer transfer) {
        List<String> prefix = List.of(transfer.prefix().toString());
        return repository
                .dropArriving(prefix)
                .chain(() -> repository.end(prefix))
                .chain(() -> changed(ChangeKind.PREFIX, prefix));
    }

    private Uni<Void> changed(ChangeKind kind, Collection<String> subjects) {
        return changes.add(kind, subjects);
    }

    // ------------------------------------------------------------------ for registrations and customer prefixes

    /** Whether a peering of the AS number may register the prefix beside the one that has it. */
    public Uni<Boolean> permits(IpPrefix prefix, Asn asn) {
        return Transactions.mandatory()
                .chain(() -> repository.lockSharedProvider(prefix))
                .onItem()
                .ifNotNull()
                .transformToUni(this::provider)
                .map(provider -> provider != null && provider.asns().contains(asn));
    }

    /** The key of the customer prefix that goes, when it is this subscription that lets the prefix go; null: none does. */
    public Uni<@Nullable String> leaving(Subscription subscription, IpPrefix prefix) {
        return Transactions.mandatory().chain(() -> repository.lockSharedLeaving(subscription, prefix));
    }

    /** The registrations of these prefixes are gone: who was to take over has them now. */
    public Uni<Void> released(Collection<String> prefixes) {
        return Transactions.mandatory()
                .chain(() -> repository.lockAmong(prefixes))
                .chain(transferred -> transferred.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository.arrived(transferred).chain(() -> repository.end(transferred)));
    }

    /** Why the prefix can't be deleted now, null: it can; its row is held. */
    public Uni<@Nullable ApiError> refusal(ResourceId prefix) {
        return repository.find(prefix).map(transfer -> transfer == null ? null : underway());
    }

    /** The same for a service that is held. */
    public Uni<@Nullable ApiError> refusalOfService(ResourceId service) {
        return repository.anyOf(service).map(any -> any ? underway() : null);
    }

    private static ApiError underway() {
        return ApiError.of(
                ErrorCode.CONFLICT,
                "A prefix is being transferred to another partner; POST to its 'completeTransfer' or 'cancelTransfer' first.");
    }

    private static ApiError ending() {
        return ApiError.of(ErrorCode.CONFLICT, "A transfer of before is being ended; try again in a second.");
    }

    private static ApiError unknown(String provider) {
        return ApiError.at(
                ErrorCode.PEERING_SERVICE_PROVIDER_NOT_FOUND,
                "peeringServiceProvider",
                "Peering service provider '" + provider + "' not found.");
    }

    private static ApiError none(ResourceId id) {
        return ApiError.of(
                ErrorCode.RESOURCE_NOT_FOUND, "The prefix '" + id.name() + "' is not there, or not being transferred.");
    }
}
