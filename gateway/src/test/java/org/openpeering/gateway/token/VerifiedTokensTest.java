/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openpeering.kit.tenancy.Caller;

class VerifiedTokensTest {
    private static final Caller CALLER = Caller.of("me", "1", Set.of("/operators"));
    private static final ByteBuffer TOKEN = VerifiedTokens.digest("Bearer a");

    private final VerifiedTokens tokens = new VerifiedTokens(1_000, 2);

    @Test
    void remembersForTheTimeToLive() {
        tokens.remember(TOKEN, CALLER, 1_000_000, 5_000);

        assertThat(tokens.find(TOKEN, 5_999)).contains(CALLER);
        assertThat(tokens.find(TOKEN, 6_000)).isEmpty();
    }

    @Test
    void neverOutlivesTheToken() {
        tokens.remember(TOKEN, CALLER, 5_100, 5_000);

        assertThat(tokens.find(TOKEN, 5_099)).contains(CALLER);
        assertThat(tokens.find(TOKEN, 5_100)).isEmpty();
    }

    @Test
    void doesNotTakeOneTokenForAnother() {
        tokens.remember(TOKEN, CALLER, 1_000_000, 5_000);

        assertThat(tokens.find(VerifiedTokens.digest("Bearer A"), 5_000)).isEmpty();
    }

    @Test
    void staysBounded() {
        tokens.remember(TOKEN, CALLER, 1_000_000, 5_000);
        tokens.remember(VerifiedTokens.digest("b"), CALLER, 1_000_000, 5_000);
        tokens.remember(VerifiedTokens.digest("c"), CALLER, 1_000_000, 5_000);

        assertThat(tokens.find(TOKEN, 5_000)).isEmpty();
        assertThat(tokens.find(VerifiedTokens.digest("c"), 5_000)).contains(CALLER);
    }
}
