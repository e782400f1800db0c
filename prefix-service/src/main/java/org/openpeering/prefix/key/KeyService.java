/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Sweep;
import org.openpeering.prefix.key.PrefixKeyRepository.Guesses;

/**
 * Issues keys, takes them back, and tells what one is good for; in the caller's transaction.
 *
 * <p>Guessing is limited, in the database so that replicas count together: a subscription that gave too many wrong keys
 * in a window may give none until its end. It gives them one after another, so that as many are tried as were counted,
 * however many it sends at once. For a prefix that was tried too often, from however many subscriptions, wrong keys are
 * answered the same way, but the right one still counts: nobody can lock its customer out.
 *
 * <p>A wrong key is counted though the call that gave it is refused: the caller refuses by a {@link Refusal} that is
 * recovered inside its transaction, which then commits, and never by an exception that leaves it. {@code KeyTest} holds it
 * to this.
 */
@ApplicationScoped
public class KeyService implements Sweep {
    private final PrefixKeyRepository repository;
    private final ChangeRepository changes;
    private final KeyConfig config;

    KeyService(PrefixKeyRepository repository, ChangeRepository changes, KeyConfig config) {
        this.repository = repository;
        this.changes = changes;
        this.config = config;
    }

    /** The first key of a registration. */
    public Uni<IssuedKey> issue(KeyOwner owner) {
        return Transactions.mandatory().chain(() -> repository.issue(owner, PrefixKey.random(), null));
    }

    /** Another key; the caller has locked the owner. Without overlap what was claimed with the old ones is not any more. */
    public Uni<IssuedKey> rotate(KeyOwner owner, RotateKeySpec.Checked spec) {
        return Transactions.mandatory()
                .chain(() -> spec.overlap().isZero()
                        ? revoke(owner)
                        : repository.retire(owner, stored(Instant.now().plus(spec.overlap()))))
                .chain(() -> repository.issue(owner, PrefixKey.random(), end(spec)));
    }

    private static @Nullable Instant end(RotateKeySpec.Checked spec) {
        Instant end = spec.expiresAt();
        return end == null ? null : stored(end);
    }

    /** As exactly as the table keeps it. */
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** No key of the owner is good any more. */
    public Uni<Void> revoke(KeyOwner owner) {
        return Transactions.mandatory()
                .chain(() -> repository.claimed(owner))
                .call(() -> repository.revoke(owner))
                .chain(this::lost);
    }

    /** Takes away what has run out, and forgets old guesses. */
    @Override
    public Uni<Void> sweep() {
        return Transactions.mandatory()
                .chain(repository::lockEndedAndClaimed)
                .call(repository::deleteEnded)
                .chain(this::lost)
                .chain(() -> repository.forgetWrong(config.window()));
    }

    /** What was claimed with keys that are gone. */
    private Uni<Void> lost(List<String> claimed) {
        return changes.add(ChangeKind.PREFIX, claimed);
    }

    /** What the key is good for; it can't be revoked before the transaction ends. Null: for nothing. */
    public Uni<@Nullable Grant> lockShared(PrefixKey key) {
        return Transactions.mandatory().chain(() -> repository.lockShared(key));
    }

    public Uni<Void> used(PrefixKey key) {
        return Transactions.mandatory().chain(() -> repository.countUse(key));
    }

    /**
     * From here to the end of the transaction nobody else of the subscription has a key tried; who locks rows of its
     * prefixes takes its turn before.
     */
    public Uni<Void> turn(Subscription subscription) {
        return Transactions.mandatory().chain(() -> repository.turn(subscriptionScope(subscription)));
    }

    /** Whether the subscription may give no key now; null: it may, and nobody else of it does meanwhile. */
    public Uni<@Nullable ApiError> refusal(Subscription subscription) {
        return turn(subscription)
                .chain(() -> repository.guesses(subscriptionScope(subscription), config.window()))
                .map(this::tooMany);
    }

    /**
     * Counts a wrong key.
     *
     * @return what to answer, rather than that it is wrong, when there were too many for the prefix; else null
     */
    public Uni<@Nullable ApiError> wrong(Subscription subscription, IpPrefix prefix) {
        return Transactions.mandatory()
                .chain(() -> repository.countWrong(prefixScope(prefix), config.window()))
                .call(() -> repository.countWrong(subscriptionScope(subscription), config.window()))
                .map(Guesses::before)
                .map(this::tooMany);
    }

    private @Nullable ApiError tooMany(Guesses held) {
        return held.attempts() < config.guesses()
                ? null
                : ApiError.of(
                                ErrorCode.TOO_MANY_REQUESTS,
                                "Too many wrong peering service prefix keys; try again in " + held.seconds()
                                        + " seconds.")
                        .retryAfter(held.seconds());
    }

    private static String subscriptionScope(Subscription subscription) {
        return "subscription " + subscription.key();
    }

    private static String prefixScope(IpPrefix prefix) {
        return "prefix " + prefix;
    }
}
