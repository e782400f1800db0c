/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.route;

import org.jspecify.annotations.Nullable;

/**
 * Where a path leads and what stands in the way.
 *
 * @param subscription as the path spells it; not null exactly when the scope is SUBSCRIPTION
 * @param type {@code peerings/registeredPrefixes}; names the action in refusals; empty when there is no upstream
 * @param upstream null when nothing is served there
 */
public record Route(
        Scope scope,
        @Nullable String subscription,
        String type,
        @Nullable Upstream upstream) {

    static Route nowhere() {
        return new Route(Scope.NOWHERE, null, "", null);
    }

    /** Whether the api-version rules apply. */
    public boolean arm() {
        return scope == Scope.SUBSCRIPTION || scope == Scope.TENANT;
    }
}
