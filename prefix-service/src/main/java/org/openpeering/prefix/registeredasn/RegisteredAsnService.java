/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.PeeringChild;
import org.openpeering.prefix.key.KeyOwner;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.partner.PartnerRepository;

/**
 * Registers customers' AS numbers under route server peerings. That a number is registered once, anywhere, is the table's
 * constraint. Rows are locked in one order: the parent's copy, the registration, the customer prefix.
 */
@ApplicationScoped
public class RegisteredAsnService implements PeeringChild {
    private final RegisteredAsnRepository repository;
    private final PartnerRepository partners;
    private final KeyService keys;

    RegisteredAsnService(RegisteredAsnRepository repository, PartnerRepository partners, KeyService keys) {
        this.repository = repository;
        this.partners = partners;
        this.keys = keys;
    }

    @Transacted
    public Outcome<RegisteredAsnEntity> put(
            String subscription, ResourceId peering, String name, Asn asn, Preconditions conditions) {
        Optional<Peering> parent = partners.hold(subscription, peering);
        if (parent.isEmpty()) {
            return new Outcome.Refused<>(Refusals.parentNotFound(peering));
        }
        ResourceId id = peering.child(ResourceType.REGISTERED_ASNS, name);
        Optional<RegisteredAsnEntity> existing = repository.lock(subscription, id);
        if (existing.isPresent()) {
            return unchanged(existing.get(), asn, conditions);
        }
        Optional<ApiError> refusal = conditions.refusal(OptionalLong.empty()).or(() -> unfit(parent.get()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        if (!repository.insert(subscription, id, peering, asn)) {
            // Another call took the name or the number; the insertion waited for its end.
            return repository
                    .lock(subscription, id)
                    .map(entity -> unchanged(entity, asn, conditions))
                    .orElseGet(() -> new Outcome.Refused<>(taken(asn)));
        }
        keys.issue(KeyOwner.asn(id.key()));
        return new Outcome.Created<>(repository.find(subscription, id).orElseThrow());
    }

    private static Outcome<RegisteredAsnEntity> unchanged(RegisteredAsnEntity held, Asn asn, Preconditions conditions) {
        Optional<ApiError> refusal = conditions.refusal(OptionalLong.of(held.revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        return held.asn().equals(asn)
                ? new Outcome.Found<>(held)
                : new Outcome.Refused<>(Refusals.fixed("properties.asn", held.asn()));
    }

    private static Optional<ApiError> unfit(Peering parent) {
        if (parent.directPeeringType() != DirectPeeringType.IX_RS) {
            return Optional.of(ApiError.of(
                    ErrorCode.PEERING_TYPE_NOT_SUPPORTED,
                    "AS numbers are registered under peerings of type IxRs; the peering '"
                            + parent.id().name() + "' is of type "
                            + parent.directPeeringType().wire() + ". Register prefixes under it."));
        }
        return parent.hasActiveConnection()
                ? Optional.empty()
                : Optional.of(Refusals.noActiveConnection(parent.id(), "AS numbers"));
    }

    public Outcome<RegisteredAsnEntity> get(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .<Outcome<RegisteredAsnEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(Refusals.notFound(id)));
    }

    public List<RegisteredAsnEntity> list(String subscription, ResourceId peering, String after) {
        return repository.page(subscription, peering, after);
    }

    @Transacted
    public Outcome<RegisteredAsnEntity> rotateKey(
            String subscription, ResourceId id, RotateKeySpec.Checked spec, Preconditions conditions) {
        return rekey(subscription, id, conditions, owner -> keys.rotate(owner, spec));
    }

    @Transacted
    public Outcome<RegisteredAsnEntity> revokeKey(String subscription, ResourceId id, Preconditions conditions) {
        return rekey(subscription, id, conditions, keys::revoke);
    }

    private Outcome<RegisteredAsnEntity> rekey(
            String subscription, ResourceId id, Preconditions conditions, Consumer<KeyOwner> how) {
        Optional<RegisteredAsnEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        how.accept(KeyOwner.asn(id.key()));
        repository.touch(subscription, id);
        return new Outcome.Found<>(repository.find(subscription, id).orElseThrow());
    }

    @Transacted
    public Outcome<RegisteredAsnEntity> delete(String subscription, ResourceId id, Preconditions conditions) {
        Optional<RegisteredAsnEntity> held = repository.lock(subscription, id);
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

    @Override
    public Uni<Boolean> dropUnder(String peeringKey, long before, int limit) {
        return Work.blocking(() -> dropSome(peeringKey, before, limit));
    }

    private boolean dropSome(String peeringKey, long before, int limit) {
        List<RegisteredAsnEntity> children = repository.lockUnder(peeringKey, before, limit);
        children.forEach(this::delete);
        return !children.isEmpty();
    }

    /** What customers claim with its keys they claim no longer. */
    private void delete(RegisteredAsnEntity held) {
        keys.revoke(KeyOwner.asn(held.id().key()));
        repository.delete(held.id().subscription(), held.id());
    }

    private static ApiError taken(Asn asn) {
        return ApiError.at(
                ErrorCode.ASN_ALREADY_REGISTERED,
                "properties.asn",
                "The AS number " + asn + " is already registered; its key is good at every location.");
    }
}
