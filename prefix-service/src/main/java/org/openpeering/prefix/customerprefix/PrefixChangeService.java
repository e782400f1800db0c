/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Sweep;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.customerprefix.PrefixChangeSpec.Checked;
import org.openpeering.prefix.monitored.Completion;
import org.openpeering.prefix.peeringservice.PeeringServiceRepository;
import org.openpeering.prefix.validation.HistoryService;

/**
 * Changes a prefix, making before breaking. The new one, with its key, is a row of its own that is claimed, monitored and
 * validated like any other; when it is Verified its contents take the place of the old one's. Until then, and when the
 * deadline passes before, the old one stays as it is. {@code MakeBeforeBreakTest} holds it to this.
 */
@ApplicationScoped
public class PrefixChangeService implements Completion, Sweep {
    private final PrefixRepository repository;
    private final PeeringServiceRepository services;
    private final PrefixService prefixes;
    private final ChangeRepository changes;
    private final HistoryService history;

    PrefixChangeService(
            PrefixRepository repository,
            PeeringServiceRepository services,
            PrefixService prefixes,
            ChangeRepository changes,
            HistoryService history) {
        this.repository = repository;
        this.services = services;
        this.prefixes = prefixes;
        this.changes = changes;
        this.history = history;
    }

    @Transacted
    public Outcome<CustomerPrefix> begin(
            String subscription, ResourceId serviceId, ResourceId id, Checked next, Preconditions conditions) {
        services.hold(subscription, serviceId);
        Optional<CustomerPrefix> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Optional<ApiError> refusal = conditions
                .refusal(OptionalLong.of(held.get().revision()))
                .or(() -> next.prefix().equals(held.get().prefix()) ? Optional.of(same()) : Optional.empty());
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        changes.add(ChangeKind.PREFIX, repository.dropReplacement(subscription, id));
        // No caller can write a tilde into a name.
        String name = id.name() + "~";
        Outcome<CustomerPrefix> made =
                prefixes.put(subscription, serviceId, name, next.prefix(), next.key(), Preconditions.NONE);
        if (made instanceof Outcome.Refused<CustomerPrefix>) {
            return made;
        }
        repository.replaces(subscription, serviceId.child(ResourceType.PREFIXES, name), id, next.deadline());
        return prefixes.get(subscription, id);
    }

    @Transacted
    public Outcome<CustomerPrefix> cancel(String subscription, ResourceId id, Preconditions conditions) {
        Optional<CustomerPrefix> held = repository.lock(subscription, id);
        if (held.isEmpty()) {
            return new Outcome.Refused<>(Refusals.notFound(id));
        }
        Optional<ApiError> refusal =
                conditions.refusal(OptionalLong.of(held.get().revision()));
        if (refusal.isPresent()) {
            return new Outcome.Refused<>(refusal.get());
        }
        changes.add(ChangeKind.PREFIX, repository.dropReplacement(subscription, id));
        return prefixes.get(subscription, id);
    }

    @Override
    public ChangeKind kind() {
        return ChangeKind.REPLACEMENT;
    }

    @Override
    @Transacted(mandatory = true)
    public void complete(String key) {
        Optional<CustomerPrefix> replaced = repository.lockReplaced(key);
        replaced.ifPresent(old -> {
            ResourceId id = old.id();
            repository.lockVerified(id.subscription(), id).ifPresent(next -> {
                repository.takePlace(id.subscription(), id);
                history.adopt(TargetKind.CUSTOMER, id);
                changes.add(ChangeKind.PREFIX, next);
                changes.add(ChangeKind.PREFIX, old.prefix());
            });
        });
    }

    @Override
    @Transacted(mandatory = true)
    public void sweep() {
        changes.add(ChangeKind.PREFIX, repository.dropOverdue());
    }

    private static ApiError same() {
        return ApiError.at(ErrorCode.INVALID_PARAMETER, "properties.prefix", "The prefix is the one that it is now.");
    }
}
