/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when BMP is taken. */
@Readiness
final class CollectorReadiness implements HealthCheck {
    private final CollectorRuntime collector;

    CollectorReadiness(CollectorRuntime collector) {
        this.collector = collector;
    }

    @Override
    public HealthCheckResponse call() {
        return collector
                .trouble()
                .map(trouble -> HealthCheckResponse.named("collector")
                        .down()
                        .withData("trouble", trouble)
                        .build())
                .orElseGet(() -> HealthCheckResponse.named("collector")
                        .up()
                        .withData("bmpPort", collector.port())
                        .withData("peers", collector.peers().size())
                        .build());
    }
}
