/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TokenTest {
    private static final String TARGET = Client.ARM + "peerings" + Client.VERSION;
    /** As configured, for a token that lives longer. */
    private static final Duration LIFE_IN_CACHE = Duration.ofSeconds(30);

    @Inject
    Verifications verifications;

    @Test
    void acceptsAGoodTokenAgainAndAgainAndVerifiesItOnce() {
        String token = Bearer.of("regular", group());

        assertThat(Client.get(token, TARGET).statusCode()).isEqualTo(200);
        assertThat(Client.get(token, TARGET).statusCode()).isEqualTo(200);
        assertThat(Client.get(token, TARGET).statusCode()).isEqualTo(200);

        assertThat(verifications.of("regular")).isEqualTo(1);
    }

    @Test
    void verifiesEachTokenOfACaller() {
        assertThat(Client.get(Bearer.of("renewing", group()), TARGET).statusCode())
                .isEqualTo(200);
        assertThat(Client.get(Bearer.of("renewing", group()), TARGET).statusCode())
                .isEqualTo(200);

        assertThat(verifications.of("renewing")).isEqualTo(2);
    }

    @Test
    void refusesATokenItHasVerifiedFromItsExpiryOn() {
        String token = Bearer.issue(Surroundings.ISSUER, "openpeering", "leaving", group(), 4);

        assertThat(Client.get(token, TARGET).statusCode()).isEqualTo(200);
        await().atMost(LIFE_IN_CACHE.dividedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> refused(token));

        assertThat(verifications.of("leaving")).isEqualTo(1);
    }

    @Test
    void refusesATokenOfAnotherIssuer() {
        refused(Bearer.issue("stranger", "openpeering", "reader", group(), 3600));
    }

    @Test
    void refusesATokenForAnotherAudience() {
        refused(Bearer.issue(Surroundings.ISSUER, "account", "reader", group(), 3600));
    }

    @Test
    void refusesAnExpiredToken() {
        refused(Bearer.issue(Surroundings.ISSUER, "openpeering", "reader", group(), -60));
    }

    @Test
    void refusesATokenWithoutSignature() throws ParseException {
        refused(new PlainJWT(claims()).serialize());
    }

    @Test
    void refusesATokenWhoseSignatureWasCutOff() {
        String token = Bearer.reader();

        refused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void refusesATokenSignedWithAnotherKeyOfTheSameName() throws JOSEException, ParseException {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        SignedJWT forged = new SignedJWT(header(JWSAlgorithm.RS256), claims());
        forged.sign(new RSASSASigner(key));

        refused(forged.serialize());
    }

    @Test
    void refusesATokenSignedWithThePublicKeyAsSecret() throws JOSEException, ParseException {
        SignedJWT forged = new SignedJWT(header(JWSAlgorithm.HS256), claims());
        forged.sign(new MACSigner("openpeering openpeering openpeering openpeering".getBytes(StandardCharsets.UTF_8)));

        refused(forged.serialize());
    }

    @Test
    void refusesATokenWhoseClaimsWereChanged() throws ParseException {
        String[] parts = Bearer.reader().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("/subscriptions/", "/operators?/");
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));

        refused(String.join(".", parts));
    }

    @Test
    void refusesWhatIsNoTokenAtAll() {
        refused("garbage");
        refused("a.b.c");
        refused("");
    }

    /** Each made the parser throw what was taken for a provider that can't be reached: 503. */
    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".", "...", "e30..", "e30.e30.", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA", "%00", "{}.{}.{}"})
    void takesNoTextForAnOutageOfTheProvider(String token) {
        refused(token);
    }

    @Test
    void refusesATokenThatIsForRefreshing() {
        refused(Surroundings.PROVIDER
                .issueToken(
                        Surroundings.ISSUER,
                        "test",
                        new DefaultOAuth2TokenCallback(
                                Surroundings.ISSUER,
                                "reader",
                                "JWT",
                                List.of("openpeering"),
                                Map.of("groups", List.of(group()), "typ", "Refresh"),
                                3600))
                .serialize());
    }

    @Test
    void refusesOtherSchemesAndTwoTokens() {
        String basic = Client.raw(
                "GET " + TARGET + " HTTP/1.1\r\nHost: a\r\nAuthorization: Basic YTpi\r\nConnection: close\r\n\r\n");
        String two = Client.raw("GET " + TARGET + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + Bearer.reader()
                + "\r\nAuthorization: Bearer " + Bearer.operator() + "\r\nConnection: close\r\n\r\n");

        assertThat(basic).startsWith("HTTP/1.1 401 ").contains("AuthenticationFailed");
        assertThat(two).startsWith("HTTP/1.1 401 ").contains("AuthenticationFailed");
    }

    private static void refused(String token) {
        HttpResponse<String> answer = Client.get(token, TARGET);

        DoorTest.assertError(answer, 401, "AuthenticationFailed");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    private static String group() {
        return "/subscriptions/" + Bearer.SUBSCRIPTION + "/Reader";
    }

    private static JWTClaimsSet claims() throws ParseException {
        return SignedJWT.parse(Bearer.reader()).getJWTClaimsSet();
    }

    private static JWSHeader header(JWSAlgorithm algorithm) throws ParseException {
        String key = SignedJWT.parse(Bearer.reader()).getHeader().getKeyID();
        return new JWSHeader.Builder(algorithm).keyID(key).build();
    }
}
