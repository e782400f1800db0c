/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeOrder;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.monitored.MonitoredPrefixService;
import org.openpeering.prefix.partner.PartnerListener;
import org.openpeering.prefix.partner.PartnerRepository;

/**
 * Registers prefixes under peerings. That a prefix has one owner is the table's constraint: of any number that register
 * it at once one wins (promise A2, {@code RegisteredPrefixResourceTest}).
 *
 * <p>Rows are locked in one order everywhere: the parent's copy, the registration, the customer prefix, the monitored
 * prefix.
 */
@ApplicationScoped
@Priority(2)
public class RegisteredPrefixService implements PartnerListener {
    private static final Logger LOG = Logger.getLogger(RegisteredPrefixService.class);

    private final RegisteredPrefixRepository repository;
    private final PartnerRepository partners;
    private final MonitoredPrefixService monitored;
    private final RevalidationRepository revalidation;
    private final ChangeOrder order;

    RegisteredPrefixService(
            RegisteredPrefixRepository repository,
            PartnerRepository partners,
            MonitoredPrefixService monitored,
            RevalidationRepository revalidation,
            ChangeOrder order) {
        this.repository = repository;
        this.partners = partners;
        this.monitored = monitored;
        this.revalidation = revalidation;
        this.order = order;
    }

    @Transactional
    public Outcome<RegisteredPrefixEntity> put(
            String subscription, ResourceId peering, String name, IpPrefix prefix, Preconditions conditions) {
        order.makesDependent();
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
                ? register(subscription, peering, id, prefix)
                : new Outcome.Refused<>(noActiveConnection(peering));
    }

    private Outcome<RegisteredPrefixEntity> register(
            String subscription, ResourceId peering, ResourceId id, IpPrefix prefix) {
        Optional<RegisteredPrefixEntity> made =
                repository.insert(subscription, id, peering, prefix, PrefixKey.random());
        if (made.isEmpty()) {
            // Not its name: who makes something has the lock to itself, and the name was free.
            return new Outcome.Refused<>(ApiError.at(
                    ErrorCode.PREFIX_ALREADY_REGISTERED,
                    "properties.prefix",
                    "The prefix " + prefix + " is already registered."));
        }
        monitored.registered(id.key(), prefix);
        revalidation.enqueue(TargetKind.REGISTERED, id.key());
        return new Outcome.Created<>(made.get());
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

    @Transactional
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

    /** When the peering is gone, what was registered under it goes too. */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void peeringChanged(Peering known, boolean deleted) {
        for (RegisteredPrefixEntity child :
                deleted ? repository.lockChildren(known.key()) : List.<RegisteredPrefixEntity>of()) {
            LOG.infof("%s deleted with its peering", child.id());
            delete(child);
        }
    }

    private void delete(RegisteredPrefixEntity held) {
        monitored.unregistered(held.id().key());
        repository.delete(held.id().subscription(), held.id());
    }

    private static ApiError noActiveConnection(ResourceId peering) {
        return ApiError.of(
                ErrorCode.NO_ACTIVE_CONNECTION,
                "The peering '" + peering.name()
                        + "' has no Active connection; prefixes can be registered when it has one.");
    }
}
