/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.origin;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says what is held back of the RPKI's data, and whether anything is concluded from it; never a reason not to serve. */
@Readiness
final class RpkiHealth implements HealthCheck {
    private final RpkiOrigins rpki;

    RpkiHealth(RpkiOrigins rpki) {
        this.rpki = rpki;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("rpki")
                .up()
                .withData("source", rpki.configured() ? rpki.sourceName() : "none")
                .withData("known", rpki.view().known());
        rpki.hold()
                .ifPresent(hold -> answer.withData("heldSince", hold.since().toString())
                        .withData("heldVersion", hold.version())
                        .withData("heldWhy", hold.weight().toString()));
        return answer.build();
    }
}
