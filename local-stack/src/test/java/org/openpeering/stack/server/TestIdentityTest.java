/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSAlgorithmFamilyJWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestIdentityTest {
    private static final List<String> GROUPS = List.of("/subscriptions/22222222-2222-4222-8222-222222222222/Owner");

    private final TestIdentity identity = new TestIdentity();

    @BeforeEach
    void start() {
        identity.start();
    }

    @AfterEach
    void stop() {
        identity.stop();
    }

    @Test
    void aGoodTokenIsAcceptedAndCarriesSubjectAndGroups() throws Exception {
        JWTClaimsSet claims = accept(identity.token("customer", GROUPS));

        assertThat(claims.getSubject()).isEqualTo("customer");
        assertThat(claims.getStringListClaim("groups")).isEqualTo(GROUPS);
    }

    @Test
    void everyOtherTokenHasOneFaultForWhichItIsRefused() {
        assertThat(refusal(identity.expiredToken("customer", GROUPS))).contains("Expired JWT");
        assertThat(refusal(identity.tokenForAudience("billing", "customer", GROUPS)))
                .contains("JWT aud claim rejected");
        assertThat(refusal(identity.tokenOfOtherIssuer("customer", GROUPS))).contains("no matching key");
    }

    private String refusal(String token) {
        try {
            accept(token);
            return "none";
        } catch (BadJOSEException e) {
            return e.getMessage();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet accept(String token) throws Exception {
        JWKSet keys = JWKSet.load(URI.create(identity.issuerUrl() + "/jwks").toURL());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        SignedJWT parsed = SignedJWT.parse(token);
        processor.setJWSKeySelector(JWSAlgorithmFamilyJWSKeySelector.fromJWKSource(new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                TestIdentity.AUDIENCE,
                new JWTClaimsSet.Builder().issuer(identity.issuerUrl()).build(),
                Set.of("sub", "exp", "groups")));
        return processor.process(parsed, null);
    }
}
