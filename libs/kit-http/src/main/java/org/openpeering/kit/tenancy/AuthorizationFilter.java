/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.tenancy;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.ArmException;

/**
 * Answers 401 without a valid token and 403 without the permission, before anything is looked up: an existing and a
 * missing resource of a foreign subscription look the same.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class AuthorizationFilter implements ContainerRequestFilter {
    /** The path parameter that names the tenant, in every service. */
    public static final String SUBSCRIPTION = "subscriptionId";

    private final CurrentCaller callers;
    private final ResourceInfo resource;

    AuthorizationFilter(CurrentCaller callers, @Context ResourceInfo resource) {
        this.callers = callers;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Caller caller = callers.find()
                .orElseThrow(() -> new ArmException(ApiError.of(
                        ErrorCode.AUTHENTICATION_FAILED, "Authentication failed: a bearer token is required.")));
        Requires required = resource.getResourceMethod().getAnnotation(Requires.class);
        String subscription = request.getUriInfo().getPathParameters().getFirst(SUBSCRIPTION);
        if (required == null || !caller.may(required.value(), subscription)) {
            throw new ArmException(refusal(caller, required, subscription));
        }
    }

    private static ApiError refusal(Caller caller, @Nullable Requires required, @Nullable String subscription) {
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
