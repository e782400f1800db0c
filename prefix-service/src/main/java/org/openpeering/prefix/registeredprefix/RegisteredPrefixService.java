/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.PeeringChild;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.key.KeyOwner;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.registeredprefix.RegisteredPrefixRepository.Dropped;
import org.openpeering.prefix.transfer.TransferService;

/**
 * Registers prefixes under peerings. That a prefix has one owner, and that those of different subscriptions do not
 * overlap, are the table's constraints: of any number that register at once one wins (promise A2, {@code
 * RegisteredPrefixResourceTest}). A part of a prefix of one's own may be registered beside it, and a partner to which a customer transfers a prefix beside the one that
 * has it ({@link TransferService}).
 *
 * <p>Rows are locked in one order everywhere: the parent's copy, the registration, the customer prefix.
 */
@ApplicationScoped
public class RegisteredPrefixService implements PeeringChild {
    private final RegisteredPrefixRepository repository;
    private final PartnerRepository partners;
    private final KeyService keys;
    private final TransferService transfers;
    private final RevalidationRepository revalidation;
    private final ChangeRepository changes;
    private final Duration interval;

    RegisteredPrefixService(
            RegisteredPrefixRepository repository,
            PartnerRepository partners,
            KeyService keys,
            TransferService transfers,
            RevalidationRepository revalidation,
            ChangeRepository changes,
            @ConfigProperty(name = "openpeering.validation.interval") Duration interval) {
        this.repository = repository;
        this.partners = partners;
        this.keys = keys;
        this.transfers = transfers;
        this.revalidation = revalidation;
        this.changes = changes;
        this.interval = interval;
    }

    @Transacted
    public Outcome<RegisteredPrefixEntity> put(
            String subscription, ResourceId peering, String name, IpPrefix prefix, Preconditions conditions) {
        Optional<Peering> parent = partners.hold(subscription, peering);
        if (parent.isEmpty()) {
            return new Outcome.Refused<>(Refusals.parentNotFound(peering));
        }
        ResourceId id = peering.child(ResourceType.REGISTERED_PREFIXES, name);
        Optional<RegisteredPrefixEntity> existing = repository.lock(subscription, id);
        if (existing.isPresent()) {
            return unchanged(existing.get(), prefix, conditions);
        }
        Optional<ApiError> refusal = conditions.refusal(OptionalLong.empty());
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        return parent.get().hasActiveConnection()
                ? register(subscription, parent.get(), id, prefix, conditions)
                : new Outcome.Refused<>(Refusals.noActiveConnection(peering, "prefixes"));
    }

    private Outcome<RegisteredPrefixEntity> register(
            String subscription, Peering parent, ResourceId id, IpPrefix prefix, Preconditions conditions) {
        boolean arriving = Boolean.TRUE.equals(Work.await(() -> transfers.permits(prefix, parent.asn())));
        if (!repository.insert(subscription, id, parent.id(), prefix, arriving)) {
            // Another call took the name or the prefix; the insertion waited for its end.
            return repository
                    .lock(subscription, id)
                    .map(entity -> unchanged(entity, prefix, conditions))
                    .orElseGet(() -> new Outcome.Refused<>(taken(prefix)));
        }
        keys.issue(KeyOwner.prefix(id.key()));
        Work.await(() -> changes.add(ChangeKind.PREFIX, prefix));
        List<String> claimed = repository.claimedAround(prefix);
        Work.await(() -> changes.add(ChangeKind.PREFIX, claimed));
        return new Outcome.Created<>(repository.find(subscription, id).orElseThrow());
    }

    private static Outcome<RegisteredPrefixEntity> unchanged(
            RegisteredPrefixEntity held, IpPrefix prefix, Preconditions conditions) {
        Optional<ApiError> refusal = conditions.refusal(OptionalLong.of(held.revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        return held.prefix().equals(prefix)
                ? new Outcome.Found<>(held)
                : new Outcome.Refused<>(Refusals.fixed("properties.prefix", held.prefix()));
    }

    public Outcome<RegisteredPrefixEntity> get(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .<Outcome<RegisteredPrefixEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(Refusals.notFound(id)));
    }

    public List<RegisteredPrefixEntity> list(String subscription, ResourceId peering, String after) {
        return repository.page(subscription, peering, after);
    }

    @Transacted
    public Outcome<RegisteredPrefixEntity> delete(String subscription, ResourceId id, Preconditions conditions) {
        Optional<RegisteredPrefixEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        delete(held.get());
        return new Outcome.Deleted<>();
    }

    /** Puts it back to Pending and validates again; the message of before stays until there is a new one. */
    @Transacted
    public Outcome<RegisteredPrefixEntity> validate(String subscription, ResourceId id) {
        Optional<RegisteredPrefixEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Instant asked = held.get().validationAskedAt();
        Duration wait = asked == null ? Duration.ZERO : Duration.between(Instant.now(), asked.plus(interval));
        if (wait.isPositive()) {
            return new Outcome.Refused<>(tooSoon(wait.toSeconds() + 1));
        }
        repository.askValidation(subscription, id);
        Work.await(() -> revalidation.enqueue(TargetKind.REGISTERED, id.key()));
        return new Outcome.Found<>(repository.find(subscription, id).orElseThrow());
    }

    @Transacted
    public Outcome<RegisteredPrefixEntity> rotateKey(
            String subscription, ResourceId id, RotateKeySpec.Checked spec, Preconditions conditions) {
        return rekey(subscription, id, conditions, owner -> keys.rotate(owner, spec));
    }

    @Transacted
    public Outcome<RegisteredPrefixEntity> revokeKey(String subscription, ResourceId id, Preconditions conditions) {
        return rekey(subscription, id, conditions, keys::revoke);
    }

    private Outcome<RegisteredPrefixEntity> rekey(
            String subscription, ResourceId id, Preconditions conditions, Consumer<KeyOwner> how) {
        Optional<RegisteredPrefixEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        how.accept(KeyOwner.prefix(id.key()));
        repository.touch(subscription, id);
        return new Outcome.Found<>(repository.find(subscription, id).orElseThrow());
    }

    private static ApiError tooSoon(long seconds) {
        return ApiError.of(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "A validation was asked for a moment ago; try again in " + seconds + " seconds.")
                .retryAfter(seconds);
    }

    @Override
    public Uni<Boolean> dropUnder(String peeringKey, long before, int limit) {
        return Work.blocking(() -> dropSome(peeringKey, before, limit));
    }

    private boolean dropSome(String peeringKey, long before, int limit) {
        List<Dropped> dropped = repository.dropUnder(peeringKey, before, limit);
        transfers.released(dropped.stream()
                .filter(one -> !one.arriving())
                .map(Dropped::prefix)
                .toList());
        Work.await(() -> changes.add(
                ChangeKind.PREFIX, dropped.stream().map(Dropped::prefix).toList()));
        return !dropped.isEmpty();
    }

    private void delete(RegisteredPrefixEntity held) {
        repository.delete(held.id().subscription(), held.id());
        if (!held.arriving()) {
            transfers.released(List.of(held.prefix().toString()));
        }
        Work.await(() -> changes.add(ChangeKind.PREFIX, held.prefix()));
    }

    private static ApiError taken(IpPrefix prefix) {
        return ApiError.at(
                ErrorCode.PREFIX_ALREADY_REGISTERED,
                "properties.prefix",
                "The prefix " + prefix
                        + " is already registered, or overlaps with one that another partner has registered.");
    }
}
