/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TokenFailureTest {
    @Test
    void holdsTheProviderResponsibleForNothingButSilence() {
        assertThat(TokenFailure.providerAway(new ConnectException("refused"))).isTrue();
        assertThat(TokenFailure.providerAway(new OIDCException(new TimeoutException())))
                .isTrue();

        assertThat(TokenFailure.providerAway(new NullPointerException())).isFalse();
        assertThat(TokenFailure.providerAway(
                        new OIDCException("Refresh token can only be used with the refresh token grant")))
                .isFalse();
        assertThat(TokenFailure.providerAway(null)).isFalse();
    }

    @Test
    void takesWhateverAParserThrowsForAFailedAuthentication() {
        AuthenticationFailedException known = new AuthenticationFailedException();
        ConnectException away = new ConnectException("refused");

        assertThat(TokenFailure.told(new ArrayIndexOutOfBoundsException()))
                .isInstanceOf(AuthenticationFailedException.class);
        assertThat(TokenFailure.told(known)).isSameAs(known);
        assertThat(TokenFailure.told(away)).isSameAs(away);
    }
}
