/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.tenancy.Caller;

class VerifiedTokensTest {
    private static final Caller CALLER = Caller.of("me", "1", Set.of("/operators"));
    private static final ByteBuffer TOKEN = VerifiedTokens.digest("Bearer a");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = NOW.plus(Duration.ofHours(1));
    private static final int MOST = 100;

    private Instant now = NOW;
    private final VerifiedTokens tokens = new VerifiedTokens(Duration.ofSeconds(1), MOST, () -> now);

    @Test
    void remembersForTheTimeToLive() {
        tokens.remember(TOKEN, CALLER, LATE);

        now = NOW.plusMillis(999);
        assertThat(tokens.find(TOKEN)).contains(CALLER);
        now = NOW.plusMillis(1_000);
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @Test
    void isNotKeptAliveByUse() {
        tokens.remember(TOKEN, CALLER, LATE);

        now = NOW.plusMillis(900);
        assertThat(tokens.find(TOKEN)).contains(CALLER);
        now = NOW.plusMillis(1_000);
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @Test
    void neverOutlivesTheToken() {
        tokens.remember(TOKEN, CALLER, NOW.plusMillis(100));

        now = NOW.plusMillis(99);
        assertThat(tokens.find(TOKEN)).contains(CALLER);
        now = NOW.plusMillis(100);
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @Test
    void doesNotRememberAnExpiredToken() {
        tokens.remember(TOKEN, CALLER, NOW);

        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @Test
    void remembersNothingWithoutTimeToLive() {
        VerifiedTokens none = new VerifiedTokens(Duration.ZERO, MOST, () -> now);

        none.remember(TOKEN, CALLER, LATE);

        assertThat(none.find(TOKEN)).isEmpty();
    }

    @Test
    void doesNotTakeOneTokenForAnother() {
        tokens.remember(TOKEN, CALLER, LATE);

        assertThat(tokens.find(VerifiedTokens.digest("Bearer A"))).isEmpty();
    }

    @Test
    void staysBoundedAndKeepsWhatIsInUse() {
        List<ByteBuffer> flood = IntStream.range(0, 10 * MOST)
                .mapToObj(i -> VerifiedTokens.digest("Bearer " + i))
                .toList();
        tokens.remember(TOKEN, CALLER, LATE);

        for (ByteBuffer token : flood) {
            assertThat(tokens.find(TOKEN)).contains(CALLER);
            tokens.remember(token, CALLER, LATE);
        }

        assertThat(flood.stream().filter(token -> tokens.find(token).isPresent()))
                .hasSize(MOST - 1);
    }
}
