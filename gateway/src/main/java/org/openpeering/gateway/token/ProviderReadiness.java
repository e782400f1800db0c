/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the provider's discovery has succeeded; asking tries it, since a gateway that is not ready gets no request
 * that would. Stays ready when the provider goes away later: the keys are known. The extension's own check does not.
 */
@Readiness
@Singleton
final class ProviderReadiness implements AsyncHealthCheck {
    private static final String NAME = "oidc-discovery";

    private final TenantConfigBean tenants;

    ProviderReadiness(TenantConfigBean tenants) {
        this.tenants = tenants;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return tenants.getDefaultTenant()
                .initialize()
                .map(TenantConfigContext::ready)
                .onFailure()
                .recoverWithItem(false)
                .map(ready -> HealthCheckResponse.named(NAME)
                        .withData("keys", ready ? "known" : "not fetched yet")
                        .status(ready)
                        .build());
    }
}
