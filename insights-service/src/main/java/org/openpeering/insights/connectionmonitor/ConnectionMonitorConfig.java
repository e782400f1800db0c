/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code openpeering.connection-monitor.*}. */
@ConfigMapping(prefix = "openpeering.connection-monitor")
public interface ConnectionMonitorConfig {
    /** Tests that a subscription may have. */
    @WithDefault("100")
    int perSubscription();

    /** Tests that an agent may have, of all subscriptions; each is two of {@code openpeering.telemetry.max-tests}. */
    @WithDefault("1000")
    int perAgent();

    /** Whether customers may have this machine itself measured; never in production. */
    @WithDefault("false")
    boolean allowLoopback();

    /** An agent that was not heard of for so long is not connected. */
    @WithDefault("PT5M")
    Duration connectedFor();

    /** The time that an alert looks at, at the least five tests. */
    @WithDefault("PT10M")
    Duration alertWindow();
}
