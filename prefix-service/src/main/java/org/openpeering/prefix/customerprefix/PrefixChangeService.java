/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Completion;
import org.openpeering.prefix.change.Sweep;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.customerprefix.PrefixChangeSpec.Checked;
import org.openpeering.prefix.peeringservice.PeeringService;
import org.openpeering.prefix.peeringservice.PeeringServiceRepository;
import org.openpeering.prefix.report.HistoryService;

/**
 * Changes a prefix, making before breaking. The new one, with its key, is a row of its own that is claimed, monitored and
 * validated like any other; when it is Verified its contents take the place of the old one's. Until then, and when the
 * deadline passes before, the old one stays as it is. {@code MakeBeforeBreakTest} holds it to this.
 *
 * <p>Order of locks: service, the turn to try a key, old prefix, then what {@link PrefixService#insertReplacement} locks for
 * the new one; at the end the old prefix, then the new one, which is looked at once it is locked.
 */
@ApplicationScoped
public class PrefixChangeService implements Completion, Sweep {
    private final PrefixRepository repository;
    private final PeeringServiceRepository services;
    private final PrefixService prefixes;
    private final PrefixClaims claims;
    private final ChangeRepository changes;
    private final HistoryService history;

    PrefixChangeService(
            PrefixRepository repository,
            PeeringServiceRepository services,
            PrefixService prefixes,
            PrefixClaims claims,
            ChangeRepository changes,
            HistoryService history) {
        this.repository = repository;
        this.services = services;
        this.prefixes = prefixes;
        this.claims = claims;
        this.changes = changes;
        this.history = history;
    }

    @WithTransaction
    public Uni<Outcome<CustomerPrefix>> begin(
            ResourceId serviceId, ResourceId id, Checked next, Preconditions conditions) {
        return services.lockShared(serviceId)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.parentNotFound(serviceId)))
                .call(() -> claims.turn(serviceId.subscription()))
                .chain(service -> locked(id, conditions)
                        .invoke(held -> Refusals.refuse(
                                next.prefix().equals(held.value().prefix()) ? Optional.of(same()) : Optional.empty()))
                        .chain(held -> replace(service, held, next)))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** A change that is under way is dropped for it, but not for one that is refused. */
    private Uni<Outcome<CustomerPrefix>> replace(PeeringService service, PrefixEntity held, Checked next) {
        // No caller can write a tilde into a name.
        PrefixRequest asked = new PrefixRequest(
                service.id(), held.id().name() + "~", next.prefix(), next.key(), Preconditions.NONE, null, null);
        return prefixes.insertReplacement(asked, service, () -> drop(held))
                .chain(() -> repository.replaces(asked.id(), held, next.deadline()))
                .map(ignored -> new Outcome.Found<>(held.value()));
    }

    @WithTransaction
    public Uni<Outcome<CustomerPrefix>> cancel(ResourceId id, Preconditions conditions) {
        return locked(id, conditions)
                .call(this::drop)
                .<Outcome<CustomerPrefix>>map(held -> new Outcome.Found<>(held.value()))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<PrefixEntity> locked(ResourceId id, Preconditions conditions) {
        return repository
                .lock(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.notFound(id)))
                .invoke(held -> Refusals.refuse(
                        conditions.refusal(OptionalLong.of(held.value().revision()))));
    }

    private Uni<Void> drop(PrefixEntity held) {
        return repository.dropReplacement(held).chain(this::changed);
    }

    private Uni<Void> changed(List<String> prefixes) {
        return changes.add(ChangeKind.PREFIX, prefixes);
    }

    @Override
    public ChangeKind kind() {
        return ChangeKind.REPLACEMENT;
    }

    @Override
    public Uni<Void> complete(String key) {
        return Transactions.mandatory()
                .chain(() -> repository.lockReplaced(key))
                .onItem()
                .ifNotNull()
                .call(old -> complete(old.value()))
                .replaceWithVoid();
    }

    private Uni<Void> complete(CustomerPrefix old) {
        return repository
                .lockVerified(old.id())
                .onItem()
                .ifNotNull()
                .call(next -> takePlace(old, next))
                .replaceWithVoid();
    }

    private Uni<Void> takePlace(CustomerPrefix old, String next) {
        return repository
                .takePlace(old.id())
                .chain(() -> history.adopt(TargetKind.CUSTOMER, old.id()))
                .chain(() -> changed(List.of(next, old.prefix().toString())));
    }

    @Override
    public Uni<Void> sweep() {
        return Transactions.mandatory().chain(repository::dropOverdue).chain(this::changed);
    }

    private static ApiError same() {
        return ApiError.at(ErrorCode.INVALID_PARAMETER, "properties.prefix", "The prefix is the one that it is now.");
    }
}
