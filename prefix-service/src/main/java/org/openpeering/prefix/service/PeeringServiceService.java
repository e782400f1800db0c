/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.service;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.partner.Provider;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.service.PeeringServiceSpec.Checked;

/** A customer's choice of provider and locations; both are fixed once chosen, tags and sku are not. */
@ApplicationScoped
public class PeeringServiceService {
    private final PeeringServiceRepository repository;
    private final List<PeeringServiceListener> listeners;
    private final PartnerRepository partners;

    PeeringServiceService(
            PeeringServiceRepository repository,
            @All List<PeeringServiceListener> listeners,
            PartnerRepository partners) {
        this.repository = repository;
        this.listeners = listeners;
        this.partners = partners;
    }

    @Transactional
    public Outcome<PeeringServiceEntity> put(
            String subscription, ResourceId id, Checked spec, Preconditions conditions) {
        Optional<PeeringServiceEntity> held = repository.lock(subscription, id);
        if (held.isPresent()) {
            return replace(subscription, held.get(), spec, conditions);
        }
        Optional<ApiError> refusal = conditions.refusal(OptionalLong.empty()).or(() -> unknownChoice(spec));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        Optional<PeeringServiceEntity> made = repository.insert(subscription, id, spec);
        if (made.isPresent()) {
            return new Outcome.Created<>(made.get());
        }
        // Another call made it meanwhile; the insertion waited for its end.
        return repository
                .lock(subscription, id)
                .map(entity -> replace(subscription, entity, spec, conditions))
                .orElseGet(() -> new Outcome.Refused<>(
                        ApiError.of(ErrorCode.CONFLICT, "The resource was deleted while it was created; try again.")));
    }

    private Outcome<PeeringServiceEntity> replace(
            String subscription, PeeringServiceEntity held, Checked spec, Preconditions conditions) {
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.revision())).or(() -> change(held, spec));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        boolean chosen = chosen(held, spec);
        Optional<ApiError> unknown = chosen ? unknownChoice(spec) : Optional.empty();
        if (unknown.isPresent()) {
            return new Outcome.Refused<>(unknown.get());
        }
        if (chosen) {
            repository.choose(subscription, held.id(), spec);
            listeners.forEach(listener -> listener.changed(subscription, held.id()));
        }
        boolean equal = !chosen && held.tags().equals(spec.tags()) && Objects.equals(held.sku(), spec.sku());
        return new Outcome.Found<>(equal ? held : repository.update(subscription, held.id(), spec.tags(), spec.sku()));
    }

    /** Whether something is chosen that was not before. */
    private static boolean chosen(PeeringServiceEntity held, Checked spec) {
        return (held.serviceLocation() == null && spec.serviceLocation() != null)
                || (held.provider() == null && spec.provider() != null)
                || (held.primaryLocation() == null && spec.primaryLocation() != null);
    }

    private Optional<ApiError> unknownChoice(Checked spec) {
        if (spec.provider() == null) {
            return sameLocation(spec);
        }
        Optional<Provider> provider = partners.provider(spec.provider());
        if (provider.isEmpty()) {
            return Optional.of(ApiError.at(
                    ErrorCode.PEERING_SERVICE_PROVIDER_NOT_FOUND,
                    "properties.peeringServiceProvider",
                    "Peering service provider not found: '" + spec.provider() + "'."));
        }
        return unknownLocation(provider.get(), "properties.providerPrimaryPeeringLocation", spec.primaryLocation())
                .or(() -> unknownLocation(
                        provider.get(), "properties.providerBackupPeeringLocation", spec.backupLocation()))
                .or(() -> sameLocation(spec));
    }

    private static Optional<ApiError> unknownLocation(Provider provider, String member, @Nullable String location) {
        return location == null || provider.serves(location)
                ? Optional.empty()
                : Optional.of(ApiError.at(
                        ErrorCode.PEERING_LOCATION_NOT_FOUND,
                        member,
                        "The provider '" + provider.name() + "' has no peering location '" + location
                                + "'; its locations are " + provider.peeringLocations() + "."));
    }

    private static Optional<ApiError> sameLocation(Checked spec) {
        String primary = spec.primaryLocation();
        return primary != null && primary.equalsIgnoreCase(spec.backupLocation())
                ? Optional.of(ApiError.at(
                        ErrorCode.INVALID_PARAMETER,
                        "properties.providerBackupPeeringLocation",
                        "The backup peering location has to be another than the primary one."))
                : Optional.empty();
    }

    private static Optional<ApiError> change(PeeringServiceEntity held, Checked spec) {
        return fixed("location", held.location(), spec.location(), Checked::normal)
                .or(() -> fixed(
                        "properties.peeringServiceLocation", held.serviceLocation(), spec.serviceLocation(), null))
                .or(() -> fixed("properties.peeringServiceProvider", held.provider(), spec.provider(), null))
                .or(() -> fixed(
                        "properties.providerPrimaryPeeringLocation",
                        held.primaryLocation(),
                        spec.primaryLocation(),
                        null))
                .or(() -> held.primaryLocation() == null
                        ? Optional.empty()
                        : fixed(
                                "properties.providerBackupPeeringLocation",
                                Objects.requireNonNullElse(held.backupLocation(), "None"),
                                Objects.requireNonNullElse(spec.backupLocation(), "None"),
                                null));
    }

    private static Optional<ApiError> fixed(
            String member, @Nullable String held, @Nullable String written, @Nullable Function<String, String> normal) {
        if (held == null) {
            return Optional.empty();
        }
        if (written == null) {
            return Optional.of(Refusals.fixed(member, held));
        }
        String before = normal == null ? held : normal.apply(held);
        String after = normal == null ? written : normal.apply(written);
        return before.equalsIgnoreCase(after) ? Optional.empty() : Optional.of(Refusals.fixed(member, held));
    }

    /** @param tags null: leave them */
    @Transactional
    public Outcome<PeeringServiceEntity> patch(
            String subscription, ResourceId id, @Nullable Map<String, String> tags, Preconditions conditions) {
        Optional<PeeringServiceEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        if (tags == null || tags.equals(held.get().tags())) {
            return new Outcome.Found<>(held.get());
        }
        return new Outcome.Found<>(
                repository.update(subscription, id, tags, held.get().sku()));
    }

    public Outcome<PeeringServiceEntity> get(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .<Outcome<PeeringServiceEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(Refusals.notFound(id)));
    }

    /** @param group null: all of the subscription */
    public List<PeeringServiceEntity> list(String subscription, @Nullable String group, String after) {
        return repository.page(subscription, group, after);
    }

    /** Its prefixes go with it. */
    @Transactional
    public Outcome<PeeringServiceEntity> delete(String subscription, ResourceId id, Preconditions conditions) {
        Optional<PeeringServiceEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        listeners.forEach(listener -> listener.deleting(subscription, id));
        repository.delete(subscription, id);
        return new Outcome.Deleted<>();
    }
}
