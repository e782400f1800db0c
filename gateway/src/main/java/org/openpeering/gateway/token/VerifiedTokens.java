/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openpeering.kit.tenancy.Caller;

/**
 * Callers of tokens that were verified a moment ago, so that a signature is checked once and not with every request. Never
 * outlives the token, nor the time to live, within which a withdrawn signing key still counts. Holds digests, not tokens.
 * Bounded: when it is full, tokens that are seldom seen give way, so a flood of new ones does not push out those in use.
 */
final class VerifiedTokens {
    private record Known(Caller caller, Instant until) {}

    private final Cache<ByteBuffer, Known> known;
    private final Duration timeToLive;
    private final InstantSource clock;

    /** @param timeToLive zero remembers nothing */
    VerifiedTokens(Duration timeToLive, int most, InstantSource clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
        this.known = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfter(Expiry.creating((ByteBuffer digest, Known entry) -> left(entry)))
                // Tokens expire by the clock on the wall.
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // What is evicted is evicted by the caller: little work, and no other thread.
                .executor(Runnable::run)
                .build();
    }

    private Duration left(Known entry) {
        return Duration.between(clock.instant(), entry.until());
    }

    Optional<Caller> find(ByteBuffer digest) {
        return Optional.ofNullable(known.getIfPresent(digest)).map(Known::caller);
    }

    /** @param expires the token's {@code exp} */
    void remember(ByteBuffer digest, Caller caller, Instant expires) {
        Instant now = clock.instant();
        Instant most = now.plus(timeToLive);
        Instant until = expires.isBefore(most) ? expires : most;
        if (until.isAfter(now)) {
            known.put(digest, new Known(caller, until));
        }
    }

    static ByteBuffer digest(String authorization) {
        try {
            byte[] bytes = authorization.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
