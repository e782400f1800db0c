/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openpeering.kit.tenancy.Caller;

/**
 * Callers of tokens that were verified a moment ago, so that a signature is checked once and not with every request. Never
 * outlives the token, nor the time to live, within which a withdrawn signing key still counts. Holds digests, not tokens.
 * Bounded: when it is full it is emptied.
 */
final class VerifiedTokens {
    private record Known(Caller caller, long untilMillis) {}

    private final ConcurrentHashMap<ByteBuffer, Known> known = new ConcurrentHashMap<>();
    private final long ttlMillis;
    private final int most;

    /** @param ttlMillis zero remembers nothing */
    VerifiedTokens(long ttlMillis, int most) {
        this.ttlMillis = ttlMillis;
        this.most = most;
    }

    Optional<Caller> find(ByteBuffer digest, long nowMillis) {
        Known entry = known.get(digest);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.untilMillis <= nowMillis) {
            known.remove(digest, entry);
            return Optional.empty();
        }
        return Optional.of(entry.caller);
    }

    /** @param expiresMillis the token's {@code exp} */
    void remember(ByteBuffer digest, Caller caller, long expiresMillis, long nowMillis) {
        long until = Math.min(expiresMillis, nowMillis + ttlMillis);
        if (until <= nowMillis) {
            return;
        }
        if (known.size() >= most) {
            known.clear();
        }
        known.put(digest, new Known(caller, until));
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
