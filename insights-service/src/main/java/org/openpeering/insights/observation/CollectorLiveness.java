/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when the collector, or the feed of vantages, takes nothing any more whatever happens: a restart is all that helps. */
@Liveness
final class CollectorLiveness implements HealthCheck {
    private final CollectorRuntime collector;

    CollectorLiveness(CollectorRuntime collector) {
        this.collector = collector;
    }

    @Override
    public HealthCheckResponse call() {
        return collector
                .stopped()
                .map(trouble -> HealthCheckResponse.named("collector")
                        .down()
                        .withData("trouble", trouble)
                        .build())
                .orElseGet(() -> HealthCheckResponse.up("collector"));
    }
}
