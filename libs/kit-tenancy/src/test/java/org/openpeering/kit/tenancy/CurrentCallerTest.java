/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentCallerTest {
    private record Token(Map<String, String> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return "name";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    private static SecurityIdentity identity(Map<String, String> claims) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new Token(claims)).build();
    }

    @Test
    void aCallerIsWhoTheTokenSays() {
        assertThat(CurrentCaller.of(identity(Map.of("sub", "alice", "jti", "7"))))
                .satisfies(caller -> {
                    assertThat(caller.subject()).isEqualTo("alice");
                    assertThat(caller.tokenId()).isEqualTo("7");
                });
        assertThat(CurrentCaller.of(identity(Map.of())).subject()).isEqualTo("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"al\0ice", "\uD800", "ice\uDC00"})
    void nobodyIsNamedByWhatNoTextCanHold(String name) {
        assertThatExceptionOfType(AuthenticationFailedException.class)
                .isThrownBy(() -> CurrentCaller.of(identity(Map.of("sub", name))));
        assertThatExceptionOfType(AuthenticationFailedException.class)
                .isThrownBy(() -> CurrentCaller.of(identity(Map.of("sub", "alice", "jti", name))));
    }
}
