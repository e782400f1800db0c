/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.request;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Answers;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.kit.tenancy.CurrentCaller;
import org.openpeering.kit.tenancy.Requires;
import org.openpeering.kit.tenancy.TokenFailure;

/**
 * Answers 401 without a valid token and 403 without the permission, before anything is looked up: an existing and a
 * missing resource of a foreign subscription look the same.
 */
public class AuthorizationFilter {
    /** The path parameter that names the tenant, in every service. */
    public static final String SUBSCRIPTION = "subscriptionId";

    private final CurrentCaller callers;

    AuthorizationFilter(CurrentCaller callers) {
        this.callers = callers;
    }

    /** Null: the request goes on. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public Uni<@Nullable Response> authorize(ContainerRequestContext request, ResourceInfo resource) {
        Requires required = resource.getResourceMethod().getAnnotation(Requires.class);
        String named = request.getUriInfo().getPathParameters().getFirst(SUBSCRIPTION);
        Subscription subscription = named == null ? null : new Subscription(named);
        return callers.resolve()
                .map(caller -> refusal(caller, required, subscription))
                .onFailure(TokenFailure::providerAway)
                .recoverWithItem(AuthorizationFilter::unavailable);
    }

    private static Response unavailable() {
        return Answers.error(ApiError.of(
                ErrorCode.SERVER_UNAVAILABLE,
                "The identity provider can't be reached to verify the token; try again."));
    }

    private static @Nullable Response refusal(
            Optional<Caller> caller, @Nullable Requires required, @Nullable Subscription subscription) {
        if (caller.isEmpty()) {
            return Answers.error(
                    ApiError.of(ErrorCode.AUTHENTICATION_FAILED, "Authentication failed: a bearer token is required."));
        }
        return required != null && caller.get().may(required.value(), subscription)
                ? null
                : Answers.error(refusal(caller.get(), required, subscription));
    }

    private static ApiError refusal(Caller caller, @Nullable Requires required, @Nullable Subscription subscription) {
        String action = required == null
                ? "an action that nobody has"
                : required.value().operation();
        String scope = subscription == null ? "/" : "/subscriptions/" + subscription;
        return ApiError.of(
                ErrorCode.AUTHORIZATION_FAILED,
                "The client '%s' does not have authorization to perform action '%s' over scope '%s'."
                        .formatted(caller.subject(), action, scope));
    }
}
