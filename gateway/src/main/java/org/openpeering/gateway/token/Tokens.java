/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.TokenFailure;

/** Verifies the bearer token of a request: signature, algorithm, issuer, audience and expiry, by the OIDC extension. */
@Singleton
public class Tokens {
    /** What verification comes to. */
    public sealed interface Verdict {
        record Valid(Caller caller) implements Verdict {}

        /** 401, or 503 while the provider's keys are not there. */
        record Refused(ApiError error) implements Verdict {}
    }

    private static final String BEARER = "Bearer ";
    private static final Verdict MISSING =
            refused(ErrorCode.AUTHENTICATION_FAILED, "Authentication failed: a bearer token is required.");
    private static final Verdict INVALID = refused(
            ErrorCode.AUTHENTICATION_FAILED, "Authentication failed: the bearer token is missing or not valid.");
    private static final Verdict NO_KEYS = refused(
            ErrorCode.SERVER_UNAVAILABLE, "The identity provider can't be reached to verify the token; try again.");

    private final HttpAuthenticator authenticator;
    private final TenantConfigBean tenants;
    private final VerifiedTokens verified;

    Tokens(HttpAuthenticator authenticator, TenantConfigBean tenants, TokenConfig config) {
        this.authenticator = authenticator;
        this.tenants = tenants;
        this.verified = new VerifiedTokens(config.cacheTtl(), config.cacheSize(), InstantSource.system());
    }

    /** The verdict at once when the token is missing or was seen a moment ago. */
    public Optional<Verdict> recall(HttpServerRequest request) {
        List<String> values = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (values.isEmpty()) {
            return Optional.of(MISSING);
        }
        String value = values.getFirst();
        if (values.size() > 1 || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(INVALID);
        }
        return verified.find(VerifiedTokens.digest(value)).map(Verdict.Valid::new);
    }

    /** Verifies the token; never fails. */
    public Uni<Verdict> verify(RoutingContext request) {
        return authenticator
                .attemptAuthentication(request)
                .map(identity -> valid(request, identity))
                .onFailure()
                .recoverWithItem(this::verdict);
    }

    private Verdict valid(RoutingContext request, @Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            return INVALID;
        }
        Caller caller = CurrentCaller.of(identity);
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            ByteBuffer digest = VerifiedTokens.digest(request.request().getHeader(HttpHeaders.AUTHORIZATION));
            verified.remember(digest, caller, Instant.ofEpochSecond(token.getExpirationTime()));
        }
        return new Verdict.Valid(caller);
    }

    /** Whatever a token made its parser throw is the caller's, unless keys could not be had. */
    private Verdict verdict(Throwable failure) {
        boolean keys = tenants.getDefaultTenant().ready() && !TokenFailure.providerAway(failure);
        return keys || failure instanceof SecurityException ? INVALID : NO_KEYS;
    }

    private static Verdict refused(ErrorCode code, String message) {
        return new Verdict.Refused(ApiError.of(code, message));
    }
}
