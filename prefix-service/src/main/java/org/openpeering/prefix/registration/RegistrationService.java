/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.key.IssuedKey;
import org.openpeering.prefix.key.KeyOwner;
import org.openpeering.prefix.key.KeyService;
import org.openpeering.prefix.key.RotateKeySpec;
import org.openpeering.prefix.partner.PartnerRepository;

/**
 * The use cases of a kind of registrations; subclasses are singletons as their repositories.
 *
 * <p><b>One wins.</b> Nobody looks whether a name, a prefix or a number is free: the row is inserted, and the table's
 * constraints decide. Who is second waits in its insertion until the first has committed or rolled back, and then either
 * finds what it wanted under its name, answered as if it had come later, or is refused. So equal calls at once make one
 * row and one key.
 *
 * <p><b>Rows are locked in one order</b> everywhere: the parent's copy, the registration, the customer prefix. The
 * parent's copy is locked for share, so that children are made at the same time but not while it is deleted.
 *
 * @param <R> the kind
 */
public abstract class RegistrationService<R extends Registered<R>> {
    private final RegistrationRepository<R> repository;
    private final PartnerRepository partners;
    private final KeyService keys;

    protected RegistrationService(RegistrationRepository<R> repository, PartnerRepository partners, KeyService keys) {
        this.repository = repository;
        this.partners = partners;
        this.keys = keys;
    }

    /** Deletes what is held, and says what follows. */
    protected abstract Uni<Void> drop(R held);

    @WithSession
    public Uni<Outcome<R>> get(ResourceId id) {
        return repository
                .find(id)
                .map(found ->
                        found == null ? new Outcome.Refused<>(Refusals.notFound(id)) : new Outcome.Found<>(found));
    }

    @WithSession
    public Uni<List<R>> list(ResourceId peering, String after) {
        return repository.page(peering, after);
    }

    /** Registers it under the peering, unless it is so already; in the transaction of the kind's use case. */
    protected final Uni<Outcome<R>> put(ResourceId peering, ResourceId id, Preconditions conditions, Wanted<R> wanted) {
        return partners.lockShared(peering)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.parentNotFound(peering)))
                .chain(parent -> held(id, conditions)
                        .put(() -> register(parent, wanted, held(id, conditions)), unchanged(wanted)))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** @param winner what another call may have made meanwhile; the insertion waited for its end */
    private Uni<Outcome<R>> register(Peering parent, Wanted<R> wanted, Held<R> winner) {
        return Uni.createFrom()
                .item(parent)
                .invoke(wanted::check)
                .chain(wanted::insert)
                .chain(made ->
                        made == null ? winner.change(wanted::taken, unchanged(wanted)) : registered(made, wanted));
    }

    private Uni<Outcome<R>> registered(R made, Wanted<R> wanted) {
        return keys.issue(made.owner())
                .map(key -> made.with(made.registration().issued(key)))
                .call(wanted::registered)
                .map(Outcome.Created::new);
    }

    private static <R> Function<R, Uni<R>> unchanged(Wanted<R> wanted) {
        return held -> Uni.createFrom().item(held).invoke(wanted::same);
    }

    @WithTransaction
    public Uni<Outcome<R>> rotateKey(ResourceId id, RotateKeySpec.Checked spec, Preconditions conditions) {
        return rekey(id, conditions, owner -> keys.rotate(owner, spec));
    }

    @WithTransaction
    public Uni<Outcome<R>> revokeKey(ResourceId id, Preconditions conditions) {
        return rekey(id, conditions, owner -> keys.revoke(owner).map(_ -> null));
    }

    private Uni<Outcome<R>> rekey(
            ResourceId id, Preconditions conditions, Function<KeyOwner, Uni<@Nullable IssuedKey>> how) {
        return held(id, conditions)
                .change(
                        () -> Refusals.notFound(id),
                        held -> how.apply(held.owner())
                                .chain(key -> repository
                                        .touch(id)
                                        .map(revision ->
                                                held.with(held.registration().rekeyed(key, revision)))));
    }

    @WithTransaction
    public Uni<Outcome<R>> delete(ResourceId id, Preconditions conditions) {
        return held(id, conditions).delete(this::drop);
    }

    /** For a change that only this kind knows. */
    protected final Held<R> held(ResourceId id, Preconditions conditions) {
        return Held.of(repository.lock(id), Registered::revision, conditions);
    }
}
