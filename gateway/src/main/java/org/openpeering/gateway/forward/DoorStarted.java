/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started when the public ports are open. */
@Startup
@Singleton
final class DoorStarted implements HealthCheck {
    private final Door door;

    DoorStarted(Door door) {
        this.door = door;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("door").status(door.isOpen()).build();
    }
}
