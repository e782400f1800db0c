/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.monitored.Completion;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.peeringservice.PeeringServiceSpec.Checked;

/** A customer's choice of provider and locations; tags and sku change by PUT, locations by an action of their own. */
@ApplicationScoped
public class PeeringServiceService implements Completion {
    private final PeeringServiceRepository repository;
    private final List<PeeringServiceListener> listeners;
    private final PartnerRepository partners;
    private final ChangeRepository changes;

    PeeringServiceService(
            PeeringServiceRepository repository,
            @All List<PeeringServiceListener> listeners,
            PartnerRepository partners,
            ChangeRepository changes) {
        this.repository = repository;
        this.listeners = listeners;
        this.partners = partners;
        this.changes = changes;
    }

    @Transacted
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
        return unknownChoice(spec.provider(), spec.primaryLocation(), spec.backupLocation());
    }

    private Optional<ApiError> unknownChoice(@Nullable String name, @Nullable String primary, @Nullable String backup) {
        if (name == null) {
            return sameLocation(primary, backup);
        }
        Optional<Provider> provider = Optional.ofNullable(Work.await(() -> partners.provider(name)));
        if (provider.isEmpty()) {
            return Optional.of(ApiError.at(
                    ErrorCode.PEERING_SERVICE_PROVIDER_NOT_FOUND,
                    "properties.peeringServiceProvider",
                    "Peering service provider not found: '" + name + "'."));
        }
        return unknownLocation(provider.get(), "properties.providerPrimaryPeeringLocation", primary)
                .or(() -> unknownLocation(provider.get(), "properties.providerBackupPeeringLocation", backup))
                .or(() -> sameLocation(primary, backup));
    }

    /**
     * Makes before it breaks: the locations chosen now count until every claimed prefix is valid at the next ones.
     *
     * @param next null: the change under way is given up
     */
    @Transacted
    public Outcome<PeeringServiceEntity> changeLocations(
            String subscription, ResourceId id, @Nullable Locations next, Preconditions conditions) {
        Optional<PeeringServiceEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Optional<ApiError> refusal = conditions
                .refusal(OptionalLong.of(held.get().revision()))
                .or(() -> next == null
                        ? Optional.empty()
                        : unknownChoice(held.get().provider(), next.primary(), next.backup()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        PeeringServiceEntity moving = repository.next(
                subscription, id, next == null ? null : next.primary(), next == null ? null : next.backup());
        listeners.forEach(listener -> listener.changed(subscription, id));
        changes.add(ChangeKind.LOCATIONS, id.key());
        return new Outcome.Found<>(moving);
    }

    @Override
    public ChangeKind kind() {
        return ChangeKind.LOCATIONS;
    }

    @Override
    @Transacted(mandatory = true)
    public void complete(String key) {
        repository.lockMoving(key).map(PeeringServiceEntity::id).ifPresent(id -> {
            if (repository.arrived(id.subscription(), id)) {
                repository.arrive(id.subscription(), id);
                repository.next(id.subscription(), id, null, null);
                listeners.forEach(listener -> listener.changed(id.subscription(), id));
            }
        });
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

    private static Optional<ApiError> sameLocation(@Nullable String primary, @Nullable String backup) {
        return primary != null && primary.equalsIgnoreCase(backup)
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
            return Optional.of(fixed(member, held));
        }
        String before = normal == null ? held : normal.apply(held);
        String after = normal == null ? written : normal.apply(written);
        return before.equalsIgnoreCase(after) ? Optional.empty() : Optional.of(fixed(member, held));
    }

    private static ApiError fixed(String member, String held) {
        return member.endsWith("PeeringLocation")
                ? Refusals.fixed(member, held, "changeLocations")
                : Refusals.fixed(member, held);
    }

    /** @param tags null: leave them */
    @Transacted
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
    @Transacted
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
