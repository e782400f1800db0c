/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.DatabaseException;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.ArmException;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.peeringservice.PeeringService;
import org.openpeering.prefix.peeringservice.PeeringServiceListener;
import org.openpeering.prefix.peeringservice.PeeringServiceRepository;
import org.openpeering.prefix.transfer.TransferService;

/**
 * Customer prefixes. Who has the key of a registration claims its prefix, and claims of different services never
 * overlap (a constraint of the table). A prefix named without key claims nothing: it is refused where it would overlap,
 * and stands in nobody's way.
 *
 * <p>Order of locks: service, registration, customer prefix.
 */
@ApplicationScoped
public class PrefixService implements PeeringServiceListener {
    private static final String NO_OVERLAP = "customer_prefix_claims_do_not_overlap";

    private final PrefixRepository repository;
    private final PeeringServiceRepository services;
    private final PrefixClaims claims;
    private final TransferService transfers;
    private final ChangeRepository changes;
    private final boolean lab;

    PrefixService(
            PrefixRepository repository,
            PeeringServiceRepository services,
            PrefixClaims claims,
            TransferService transfers,
            ChangeRepository changes,
            @ConfigProperty(name = "openpeering.lab") boolean lab) {
        this.repository = repository;
        this.services = services;
        this.claims = claims;
        this.transfers = transfers;
        this.changes = changes;
        this.lab = lab;
    }

    /**
     * What a caller asks for, with what it refers to, all held.
     *
     * @param claim null: no key was given, or one that claims nothing
     */
    private record Request(
            String subscription,
            PeeringService service,
            ResourceId id,
            IpPrefix prefix,
            @Nullable PrefixKey key,
            Claimed.@Nullable Good claim) {}

    @Transacted
    public Outcome<CustomerPrefix> put(
            String subscription,
            ResourceId serviceId,
            String name,
            IpPrefix prefix,
            @Nullable PrefixKey key,
            Preconditions conditions) {
        Optional<PeeringService> service = services.hold(subscription, serviceId);
        if (service.isEmpty()) {
            return new Outcome.Refused<>(Refusals.parentNotFound(serviceId));
        }
        // The contract's examples send a placeholder; in a lab it counts as no key.
        boolean placeholder = lab && key != null && key.placeholder();
        Claimed claimed = key == null || placeholder ? null : claims.claim(subscription, service.get(), prefix, key);
        ResourceId id = serviceId.child(ResourceType.PREFIXES, name);
        Optional<CustomerPrefix> held = repository.lock(subscription, id);
        OptionalLong revision =
                held.map(entity -> OptionalLong.of(entity.revision())).orElseGet(OptionalLong::empty);
        Optional<ApiError> refusal = conditions
                .refusal(revision)
                .or(() -> held.filter(entity -> !entity.prefix().equals(prefix))
                        .map(entity -> Refusals.fixed("properties.prefix", entity.prefix(), "changePrefix")))
                .or(() -> claimed instanceof Claimed.Wrong(ApiError error) ? Optional.of(error) : Optional.empty());
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        Claimed.Good claim = claimed instanceof Claimed.Good good ? good : null;
        Request request = new Request(subscription, service.get(), id, prefix, key, claim);
        return held.isPresent() ? update(request, held.get()) : create(request);
    }

    private Outcome<CustomerPrefix> create(Request request) {
        Optional<CustomerPrefix> made = overlaps(request)
                ? Optional.empty()
                : repository.insert(
                        request.subscription(),
                        request.service().id(),
                        request.id(),
                        request.prefix(),
                        request.key(),
                        request.claim());
        made.ifPresent(entity -> activated(entity, request));
        // Another call may have taken the name meanwhile; the insertion waited for its end.
        return made.<Outcome<CustomerPrefix>>map(Outcome.Created::new)
                .or(() -> repository
                        .lock(request.subscription(), request.id())
                        .filter(entity -> entity.prefix().equals(request.prefix()))
                        .map(entity -> update(request, entity)))
                .orElseGet(() -> new Outcome.Refused<>(overlap()));
    }

    /** A key that is not sent is left as it is: not everybody who may write has it at hand. */
    private Outcome<CustomerPrefix> update(Request request, CustomerPrefix held) {
        Claimed.Good claim = request.claim();
        if (claim == null || (held.claimed() && claim.key().equals(held.key()))) {
            return new Outcome.Found<>(held);
        }
        if (overlaps(request)) {
            return new Outcome.Refused<>(overlap());
        }
        CustomerPrefix rekeyed = claimed(() -> repository.rekey(request.subscription(), held.id(), claim));
        activated(rekeyed, request);
        return new Outcome.Found<>(rekeyed);
    }

    /** Another service may have claimed it at this very moment: the constraint decides, and the transaction ends. */
    private static CustomerPrefix claimed(Supplier<CustomerPrefix> claim) {
        try {
            return claim.get();
        } catch (DatabaseException e) {
            if (e.constraint().filter(NO_OVERLAP::equals).isPresent()) {
                throw new ArmException(overlap());
            }
            throw e;
        }
    }

    private void activated(CustomerPrefix entity, Request request) {
        if (request.claim() != null) {
            claims.used(request.claim().key());
        }
        changes.add(ChangeKind.PREFIX, entity.prefix());
    }

    private boolean overlaps(Request request) {
        return repository.overlaps(request.subscription(), request.service().id(), request.prefix(), request.claim());
    }

    static ApiError overlap() {
        return ApiError.at(
                ErrorCode.CONFLICT,
                "properties.prefix",
                "Prefix overlaps with an existing prefix, contact Peering Service provider");
    }

    public Outcome<CustomerPrefix> get(String subscription, ResourceId id) {
        return repository
                .find(subscription, id)
                .<Outcome<CustomerPrefix>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(Refusals.notFound(id)));
    }

    /** Empty when there is no such service. */
    public Optional<List<CustomerPrefix>> list(String subscription, ResourceId service, String after) {
        return services.find(subscription, service).map(found -> repository.page(subscription, service, after));
    }

    @Transacted
    public Outcome<CustomerPrefix> delete(String subscription, ResourceId id, Preconditions conditions) {
        Optional<CustomerPrefix> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        Optional<ApiError> refusal = conditions
                .refusal(OptionalLong.of(held.get().revision()))
                .or(() -> transfers.refusal(subscription, id));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        changes.add(ChangeKind.PREFIX, repository.dropReplacement(subscription, id));
        repository.delete(subscription, id);
        changes.add(ChangeKind.PREFIX, held.get().prefix());
        // It may have been what a change of locations waited for.
        changes.add(
                ChangeKind.LOCATIONS,
                ResourceId.ofGroup(
                                subscription,
                                Objects.requireNonNull(id.resourceGroup()),
                                ResourceType.PEERING_SERVICES,
                                id.names().getFirst())
                        .key());
        return new Outcome.Deleted<>();
    }

    @Override
    @Transacted(mandatory = true)
    public void changed(String subscription, ResourceId service) {
        changes.add(ChangeKind.PREFIX, repository.prefixes(subscription, service));
    }

    @Override
    @Transacted(mandatory = true)
    public void deleting(String subscription, ResourceId service) {
        transfers.refusalOfService(subscription, service).ifPresent(error -> {
            throw new ArmException(error);
        });
        changes.add(ChangeKind.PREFIX, repository.deleteAll(subscription, service));
    }
}
