/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.stack.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/**
 * An identity provider inside the test's JVM, for tests of one module: it signs any token that a test asks for, good ones
 * and ones that a service must refuse. Not for the running stack, see {@link Keycloak}.
 */
public final class TestIdentity implements AutoCloseable {
    /** The audience that the services demand. */
    public static final String AUDIENCE = "openpeering";

    private static final String ISSUER = "openpeering";
    private static final String CLIENT = "test";
    private static final Duration LIFE = Duration.ofHours(1);

    private final MockOAuth2Server server = new MockOAuth2Server();

    public void start() {
        server.start(InetAddress.ofLiteral("127.0.0.1"), 0);
    }

    public void stop() {
        server.shutdown();
    }

    @Override
    public void close() {
        stop();
    }

    /** For {@code quarkus.oidc.auth-server-url}. */
    public String issuerUrl() {
        return server.issuerUrl(ISSUER).toString();
    }

    /** A good token; groups as in {@code /subscriptions/<id>/Owner} or {@code /operators}. */
    public String token(String subject, List<String> groups) {
        return sign(ISSUER, AUDIENCE, subject, groups, LIFE);
    }

    /** A token that ran out an hour ago. */
    public String expiredToken(String subject, List<String> groups) {
        return sign(ISSUER, AUDIENCE, subject, groups, LIFE.negated());
    }

    /** A token meant for another service. */
    public String tokenForAudience(String audience, String subject, List<String> groups) {
        return sign(ISSUER, audience, subject, groups, LIFE);
    }

    /** A token of another issuer, signed with a key that the services do not know. */
    public String tokenOfOtherIssuer(String subject, List<String> groups) {
        return sign("elsewhere", AUDIENCE, subject, groups, LIFE);
    }

    private String sign(String issuer, String audience, String subject, List<String> groups, Duration life) {
        var content = new DefaultOAuth2TokenCallback(
                issuer, subject, "JWT", List.of(audience), Map.of("groups", groups), life.toSeconds());
        // An agent's token is its client's own.
        return server.issueToken(issuer, groups.contains("/agents") ? subject : CLIENT, content)
                .serialize();
    }
}
