/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.Sweep;
import org.openpeering.prefix.key.PrefixKeyRepository.Guesses;

/**
 * Issues keys, takes them back, and tells what one is good for.
 *
 * <p>Guessing is limited, in the database so that replicas count together: a subscription that gave too many wrong keys
 * in a window may give none until its end. For a prefix that was tried too often, from however many subscriptions, wrong
 * keys are answered the same way, but the right one still counts: nobody can lock its customer out. {@code KeyTest} holds
 * it to this.
 */
@ApplicationScoped
@Transacted(mandatory = true)
public class KeyService implements Sweep {
    private final PrefixKeyRepository repository;
    private final ChangeRepository changes;
    private final Duration window;
    private final int guesses;

    KeyService(
            PrefixKeyRepository repository,
            ChangeRepository changes,
            @ConfigProperty(name = "openpeering.keys.window") Duration window,
            @ConfigProperty(name = "openpeering.keys.guesses") int guesses) {
        this.repository = repository;
        this.changes = changes;
        this.window = window;
        this.guesses = guesses;
    }

    /** The first key of a registration. */
    public void issue(KeyOwner owner) {
        repository.issue(owner, PrefixKey.random(), null);
    }

    /** Another key; the caller has locked the owner. Without overlap what was claimed with the old ones is not any more. */
    public void rotate(KeyOwner owner, RotateKeySpec.Checked spec) {
        if (spec.overlap().isZero()) {
            revoke(owner);
        } else {
            repository.retire(owner, Instant.now().plus(spec.overlap()));
        }
        repository.issue(owner, PrefixKey.random(), spec.expiresAt());
    }

    /** No key of the owner is good any more. */
    public void revoke(KeyOwner owner) {
        List<String> claimed = repository.claimed(owner);
        repository.revoke(owner);
        changes.add(ChangeKind.PREFIX, claimed);
    }

    /** Takes away what has run out, and forgets old guesses. */
    @Override
    public Uni<Void> sweep() {
        return Work.blocking(() -> {
            List<String> claimed = repository.claimedWithEnded();
            repository.deleteEnded();
            changes.add(ChangeKind.PREFIX, claimed);
            repository.forgetWrong(window);
            return null;
        });
    }

    /** What the key is good for; it can't be revoked before the transaction ends. */
    public Optional<Grant> hold(PrefixKey key) {
        return repository.hold(key);
    }

    public void used(PrefixKey key) {
        repository.countUse(key);
    }

    /** Whether the subscription may give no key now. */
    public Optional<ApiError> refusal(String subscription) {
        return tooMany(repository.guesses(subscriptionScope(subscription), window));
    }

    /** Counts a wrong key. @return what to answer, rather than that it is wrong, when there were too many for the prefix */
    public Optional<ApiError> wrong(String subscription, IpPrefix prefix) {
        Optional<ApiError> refusal = tooMany(repository.guesses(prefixScope(prefix), window));
        repository.countWrong(List.of(prefixScope(prefix), subscriptionScope(subscription)), window);
        return refusal;
    }

    private Optional<ApiError> tooMany(Guesses held) {
        return held.attempts() < guesses
                ? Optional.empty()
                : Optional.of(ApiError.of(
                                ErrorCode.TOO_MANY_REQUESTS,
                                "Too many wrong peering service prefix keys; try again in " + held.seconds()
                                        + " seconds.")
                        .retryAfter(held.seconds()));
    }

    private static String subscriptionScope(String subscription) {
        return "subscription " + subscription.toLowerCase(Locale.ROOT);
    }

    private static String prefixScope(IpPrefix prefix) {
        return "prefix " + prefix;
    }
}
