/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.prefix;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.partner.PartnerRepository;
import org.openpeering.prefix.registration.RegisteredPrefixEntity;
import org.openpeering.prefix.registration.RegisteredPrefixRepository;
import org.openpeering.prefix.service.PeeringServiceEntity;
import org.openpeering.prefix.service.PeeringServiceListener;
import org.openpeering.prefix.service.PeeringServiceRepository;

/**
 * Customer prefixes. Who has the key of a registration claims its prefix, and claims of different services never
 * overlap (a constraint of the table). A prefix named without key claims nothing: it is refused where it would overlap,
 * and stands in nobody's way.
 *
 * <p>Order of locks: service, registration, customer prefix.
 */
@ApplicationScoped
public class PrefixService implements PeeringServiceListener {
    private static final String KEY = "properties.peeringServicePrefixKey";

    private final PrefixRepository repository;
    private final PeeringServiceRepository services;
    private final RegisteredPrefixRepository registrations;
    private final PartnerRepository partners;
    private final RevalidationRepository revalidation;
    private final ChangeRepository changes;

    PrefixService(
            PrefixRepository repository,
            PeeringServiceRepository services,
            RegisteredPrefixRepository registrations,
            PartnerRepository partners,
            RevalidationRepository revalidation,
            ChangeRepository changes) {
        this.repository = repository;
        this.services = services;
        this.registrations = registrations;
        this.partners = partners;
        this.revalidation = revalidation;
        this.changes = changes;
    }

    /** What a caller asks for, with what it refers to, all held. */
    private record Request(
            String subscription,
            PeeringServiceEntity service,
            ResourceId id,
            IpPrefix prefix,
            @Nullable PrefixKey key,
            @Nullable String registrationKey) {}

    @Transactional
    public Outcome<PrefixEntity> put(
            String subscription,
            ResourceId serviceId,
            String name,
            IpPrefix prefix,
            @Nullable PrefixKey key,
            Preconditions conditions) {
        Optional<PeeringServiceEntity> service = services.hold(subscription, serviceId);
        if (service.isEmpty()) {
            return new Outcome.Refused<>(Refusals.parentNotFound(serviceId));
        }
        RegisteredPrefixEntity registration =
                key == null ? null : registrations.hold(key).orElse(null);
        ResourceId id = serviceId.child(ResourceType.PREFIXES, name);
        Optional<PrefixEntity> held = repository.lock(subscription, id);
        OptionalLong revision =
                held.map(entity -> OptionalLong.of(entity.revision())).orElseGet(OptionalLong::empty);
        Optional<ApiError> refusal = conditions
                .refusal(revision)
                .or(() -> held.filter(entity -> !entity.prefix().equals(prefix))
                        .map(entity -> Refusals.fixed("properties.prefix", entity.prefix())))
                .or(() -> key == null ? Optional.empty() : wrongKey(service.get(), prefix, registration));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        String registrationKey = registration == null ? null : registration.id().key();
        Request request = new Request(subscription, service.get(), id, prefix, key, registrationKey);
        return held.isPresent() ? update(request, held.get()) : create(request);
    }

    private Outcome<PrefixEntity> create(Request request) {
        Optional<PrefixEntity> made = overlaps(request)
                ? Optional.empty()
                : repository.insert(
                        request.subscription(),
                        request.service().id(),
                        request.id(),
                        request.prefix(),
                        request.key(),
                        request.registrationKey());
        made.ifPresent(entity -> activated(entity));
        // Another call may have taken the name meanwhile; the insertion waited for its end.
        return made.<Outcome<PrefixEntity>>map(Outcome.Created::new)
                .or(() -> repository
                        .lock(request.subscription(), request.id())
                        .filter(entity -> entity.prefix().equals(request.prefix()))
                        .map(entity -> update(request, entity)))
                .orElseGet(() -> new Outcome.Refused<>(overlap()));
    }

    /** A key that is not sent is left as it is: not everybody who may write has it at hand. */
    private Outcome<PrefixEntity> update(Request request, PrefixEntity held) {
        PrefixKey key = request.key();
        String registrationKey = request.registrationKey();
        boolean same = registrationKey == null
                || (registrationKey.equals(held.registrationKey()) && key != null && key.equals(held.key()));
        if (same || key == null || registrationKey == null) {
            return new Outcome.Found<>(held);
        }
        if (overlaps(request)) {
            return new Outcome.Refused<>(overlap());
        }
        PrefixEntity rekeyed = repository.rekey(request.subscription(), held.id(), key, registrationKey);
        activated(rekeyed);
        return new Outcome.Found<>(rekeyed);
    }

    private void activated(PrefixEntity entity) {
        changes.add(ChangeKind.PREFIX, entity.prefix());
        revalidation.enqueue(TargetKind.CUSTOMER, entity.id().key());
    }

    private boolean overlaps(Request request) {
        boolean claims = request.registrationKey() != null;
        return repository.overlaps(request.subscription(), request.service().id(), request.prefix(), claims);
    }

    /** Unknown and of another prefix are answered alike: a key that was guessed says nothing. */
    private Optional<ApiError> wrongKey(
            PeeringServiceEntity service, IpPrefix prefix, @Nullable RegisteredPrefixEntity registration) {
        if (registration == null || !registration.prefix().equals(prefix)) {
            return Optional.of(ApiError.at(
                    ErrorCode.INVALID_PEERING_SERVICE_PREFIX_KEY,
                    KEY,
                    "Peering service prefix key does not match the prefix " + prefix + "."));
        }
        boolean ofProvider = partners.provider(service.provider())
                .flatMap(provider -> partners.peering(registration.peeringKey())
                        .filter(peering -> provider.asns().contains(peering.asn())))
                .isPresent();
        return ofProvider
                ? Optional.empty()
                : Optional.of(ApiError.at(
                        ErrorCode.INVALID_PEERING_SERVICE_PREFIX_KEY,
                        KEY,
                        "The peering service prefix key is not one of the provider '" + service.provider() + "'."));
    }

    private static ApiError overlap() {
        return ApiError.at(
                ErrorCode.CONFLICT,
                "properties.prefix",
                "Prefix overlaps with an existing prefix, contact Peering Service provider");
    }

    public Outcome<PrefixEntity> get(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .<Outcome<PrefixEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(Refusals.notFound(id)));
    }

    /** Empty when there is no such service. */
    public Optional<List<PrefixEntity>> list(String subscription, ResourceId service, String after) {
        return services.find(subscription, service).map(found -> repository.page(subscription, service, after));
    }

    @Transactional
    public Outcome<PrefixEntity> delete(String subscription, ResourceId id, Preconditions conditions) {
        repository.find(subscription, id).map(PrefixEntity::registrationKey).ifPresent(registrations::hold);
        Optional<PrefixEntity> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        repository.delete(subscription, id);
        changes.add(ChangeKind.PREFIX, held.get().prefix());
        return new Outcome.Deleted<>();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void deleting(String subscription, ResourceId service) {
        repository.registrations(subscription, service).forEach(registrations::hold);
        changes.add(ChangeKind.PREFIX, repository.deleteAll(subscription, service));
    }
}
