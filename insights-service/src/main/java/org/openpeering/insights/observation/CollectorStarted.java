/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started when routers and monitored prefixes have been read from their topics and the BMP port has been opened once. */
@Startup
final class CollectorStarted implements HealthCheck {
    private final CollectorRuntime collector;
    private volatile boolean started;

    CollectorStarted(CollectorRuntime collector) {
        this.collector = collector;
    }

    @Override
    public HealthCheckResponse call() {
        started = started || collector.port() != 0;
        return HealthCheckResponse.named("collector").status(started).build();
    }
}
