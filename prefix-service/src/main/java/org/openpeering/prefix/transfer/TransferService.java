/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
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

    @Transacted
    public Outcome<TransferEntity> begin(
            String subscription, ResourceId id, TransferSpec.Checked spec, Preconditions conditions) {
        Optional<Candidate> found = repository.lock(subscription, id);
        if (found.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Candidate candidate = found.get();
        Optional<Provider> provider = Optional.ofNullable(Work.await(() -> partners.provider(spec.provider())));
        Optional<ApiError> refusal = conditions
                .refusal(OptionalLong.of(candidate.revision()))
                .or(() -> provider.isEmpty() ? Optional.of(unknown(spec.provider())) : Optional.empty())
                .or(() -> refusal(subscription, id, candidate, provider.get().name()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        if (!repository.permit(subscription, candidate, provider.get().name(), spec.overlap())) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.CONFLICT, "A transfer of before is being ended; try again in a second."));
        }
        return get(subscription, id);
    }

    private Optional<ApiError> refusal(String subscription, ResourceId id, Candidate candidate, String provider) {
        if (candidate.registration() == null || candidate.partner() == null) {
            return Optional.of(ApiError.of(
                    ErrorCode.CONFLICT,
                    "Only a prefix that is claimed with the key of its registration can be transferred."));
        }
        if (provider.equalsIgnoreCase(candidate.provider())) {
            return Optional.of(ApiError.at(
                    ErrorCode.INVALID_PARAMETER,
                    "peeringServiceProvider",
                    "The prefix is with the provider '" + provider + "' already."));
        }
        Optional<TransferEntity> underway = repository.find(subscription, id);
        if (underway.isPresent()) {
            return underway.filter(held -> !held.provider().equalsIgnoreCase(provider))
                    .map(held -> ApiError.of(
                            ErrorCode.CONFLICT,
                            "The prefix is being transferred to '" + held.provider() + "'; cancel that first."));
        }
        return repository
                .containing(candidate.partner(), candidate.prefix())
                .map(larger -> ApiError.of(
                        ErrorCode.CONFLICT,
                        "The prefix is a part of " + larger
                                + ", which the same partner has registered; a part can't go to another partner."));
    }

    @Transacted
    public Outcome<TransferEntity> get(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .<Outcome<TransferEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(none(id)));
    }

    /** Ends the overlap now: the prefix goes over. */
    @Transacted
    public Outcome<TransferEntity> complete(String subscription, ResourceId id) {
        Optional<TransferEntity> found = locked(subscription, id);
        if (found.isEmpty()) {
            return new Outcome.Refused<>(none(id));
        }
        TransferEntity transfer = found.get();
        if (!transfer.entitled()) {
            return new Outcome.Refused<>(ApiError.of(
                    ErrorCode.CONFLICT, "The key of the registration that was to end is not valid any more."));
        }
        if (transfer.state() != TransferState.READY) {
            return new Outcome.Refused<>(ApiError.of(
                    ErrorCode.CONFLICT,
                    "The transfer is " + transfer.state().wire()
                            + "; it can be completed when the prefix is valid at the provider '" + transfer.provider()
                            + "'."));
        }
        moveOver(transfer);
        return new Outcome.Found<>(transfer);
    }

    /** Ends the overlap now: the prefix stays. */
    @Transacted
    public Outcome<TransferEntity> cancel(String subscription, ResourceId id) {
        Optional<TransferEntity> found = locked(subscription, id);
        found.ifPresent(this::giveUp);
        return found.<Outcome<TransferEntity>>map(Outcome.Found::new).orElseGet(() -> new Outcome.Refused<>(none(id)));
    }

    private Optional<TransferEntity> locked(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .flatMap(seen -> repository.lock(seen.prefix().toString()))
                .filter(held -> held.customerPrefix().equals(id.key()));
    }

    @Override
    @Transacted(mandatory = true)
    public void sweep() {
        for (String prefix : repository.due()) {
            repository.lock(prefix).ifPresent(transfer -> {
                if (transfer.entitled() && transfer.state() == TransferState.READY) {
                    moveOver(transfer);
                } else {
                    giveUp(transfer);
                }
            });
        }
    }

    private void moveOver(TransferEntity transfer) {
        String prefix = transfer.prefix().toString();
        changes.add(ChangeKind.PREFIX, repository.dropLeft(prefix));
        String service = repository.dropLeaving(transfer);
        repository.arrived(List.of(prefix));
        changes.add(ChangeKind.PREFIX, transfer.prefix());
        changes.add(ChangeKind.LOCATIONS, service);
    }

    private void giveUp(TransferEntity transfer) {
        List<String> prefix = List.of(transfer.prefix().toString());
        repository.dropArriving(prefix);
        repository.end(prefix);
        changes.add(ChangeKind.PREFIX, prefix);
    }

    // ------------------------------------------------------------------ for registrations and customer prefixes

    /** Whether a peering of the AS number may register the prefix beside the one that has it. */
    @Transacted(mandatory = true)
    public boolean permits(IpPrefix prefix, Asn asn) {
        return repository
                .provider(prefix)
                .flatMap(name -> Optional.ofNullable(Work.await(() -> partners.provider(name))))
                .filter(provider -> provider.asns().contains(asn))
                .isPresent();
    }

    /** The key of the customer prefix that goes, when it is this subscription that lets the prefix go. */
    @Transacted(mandatory = true)
    public Optional<String> leaving(String subscription, IpPrefix prefix) {
        return repository.leaving(subscription, prefix);
    }

    /** The registrations of these prefixes are gone: who was to take over has them now. */
    @Transacted(mandatory = true)
    public void released(Collection<String> prefixes) {
        List<String> transferred = repository.among(prefixes);
        if (!transferred.isEmpty()) {
            repository.arrived(transferred);
            repository.end(transferred);
        }
    }

    /** Why the prefix can't be deleted now; its row is held. */
    public Optional<ApiError> refusal(String subscription, ResourceId prefix) {
        return repository.find(subscription, prefix).map(transfer -> underway());
    }

    /** The same for a service that is held. */
    public Optional<ApiError> refusalOfService(String subscription, ResourceId service) {
        return repository.anyOf(subscription, service) ? Optional.of(underway()) : Optional.empty();
    }

    private static ApiError underway() {
        return ApiError.of(
                ErrorCode.CONFLICT,
                "A prefix is being transferred to another partner; POST to its 'completeTransfer' or 'cancelTransfer' first.");
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
