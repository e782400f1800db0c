/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

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
 * The use cases of a kind of registrations, in the transaction of its service.
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
public final class Registrations<R extends Registered<R>> {
    private final RegistrationRows<R> rows;
    private final PartnerRepository partners;
    private final KeyService keys;

    public Registrations(RegistrationRows<R> rows, PartnerRepository partners, KeyService keys) {
        this.rows = rows;
        this.partners = partners;
        this.keys = keys;
    }

    public Uni<Outcome<R>> get(String subscription, ResourceId id) {
        return rows.find(subscription, id)
                .map(found ->
                        found == null ? new Outcome.Refused<>(Refusals.notFound(id)) : new Outcome.Found<>(found));
    }

    public Uni<List<R>> list(String subscription, ResourceId peering, String after) {
        return rows.page(subscription, peering, after);
    }

    public Uni<Outcome<R>> put(
            String subscription, ResourceId peering, ResourceId id, Preconditions conditions, Wanted<R> wanted) {
        return partners.lockShared(subscription, peering)
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(Refusals.parentNotFound(peering)))
                .chain(parent -> held(subscription, id, conditions)
                        .put(() -> register(parent, wanted, held(subscription, id, conditions)), unchanged(wanted)))
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

    public Uni<Outcome<R>> rotateKey(
            String subscription, ResourceId id, RotateKeySpec.Checked spec, Preconditions conditions) {
        return rekey(subscription, id, conditions, owner -> keys.rotate(owner, spec));
    }

    public Uni<Outcome<R>> revokeKey(String subscription, ResourceId id, Preconditions conditions) {
        return rekey(subscription, id, conditions, owner -> keys.revoke(owner).map(_ -> null));
    }

    private Uni<Outcome<R>> rekey(
            String subscription,
            ResourceId id,
            Preconditions conditions,
            Function<KeyOwner, Uni<@Nullable IssuedKey>> how) {
        return held(subscription, id, conditions)
                .change(
                        () -> Refusals.notFound(id),
                        held -> how.apply(held.owner())
                                .chain(key -> rows.touch(subscription, id)
                                        .map(revision ->
                                                held.with(held.registration().rekeyed(key, revision)))));
    }

    public Uni<Outcome<R>> delete(
            String subscription, ResourceId id, Preconditions conditions, Function<R, Uni<Void>> deletion) {
        return held(subscription, id, conditions).delete(deletion);
    }

    /** For a change that only this kind knows. */
    public Held<R> held(String subscription, ResourceId id, Preconditions conditions) {
        return Held.of(rows.lock(subscription, id), Registered::revision, conditions);
    }
}
