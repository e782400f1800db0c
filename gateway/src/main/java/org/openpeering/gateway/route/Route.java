/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.route;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.request.ArmConventions;

/**
 * Where a path leads and what stands in the way.
 *
 * @param subscription as the path spells it; not null exactly when the scope is SUBSCRIPTION
 * @param type {@code peerings/registeredPrefixes}; names the action in refusals; empty when there is no upstream
 * @param upstream null when nothing is served there
 * @param bodyBytes the longest request body
 * @param stream a read of it stays open for as long as its reader likes
 */
public record Route(
        Scope scope,
        @Nullable String subscription,
        String type,
        @Nullable Upstream upstream,
        long bodyBytes,
        boolean stream) {

    /** With bodies of the usual length, and answers that end. */
    public Route(Scope scope, @Nullable String subscription, String type, @Nullable Upstream upstream) {
        this(scope, subscription, type, upstream, ArmConventions.BODY_BYTES, false);
    }

    static Route nowhere() {
        return new Route(Scope.NOWHERE, null, "", null);
    }

    /** Under what its caller's part of what all share is counted: the subscription, or the caller where there is none. */
    public String share(String subject) {
        return subscription == null ? scope + " " + subject : "/" + subscription.toLowerCase(Locale.ROOT);
    }

    /** What is asked for, for people: {@code peerings/registeredPrefixes}, {@code operator/registries}. */
    public String operation() {
        return switch (scope) {
            case OPERATOR -> type.isEmpty() ? "operator" : "operator/" + type;
            case AGENT -> type.isEmpty() ? "telemetry" : "telemetry/" + type;
            case SUBSCRIPTION, TENANT, NOWHERE -> type;
        };
    }

    /** Whether it takes files, which can be long under way. */
    public boolean upload() {
        return bodyBytes > ArmConventions.BODY_BYTES;
    }

    /** Whether Azure Monitor's api-versions count, since its metrics are asked for. */
    public boolean monitor() {
        return type.endsWith("/microsoft.insights");
    }

    /** Whether the api-version rules apply. */
    public boolean arm() {
        return scope == Scope.SUBSCRIPTION || scope == Scope.TENANT;
    }
}
