/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** Settings of what is remembered of routes; {@code application.properties} says why each has its value. */
@ConfigMapping(prefix = "openpeering.routes")
public interface RoutesConfig {
    /** How long it is remembered what happened to the routes of a prefix. */
    Duration historyRetention();

    /** Changes remembered of one prefix in an hour, give or take those of one message; of one that flaps the rest is not. */
    int historyPerHour();

    /** Bytes that these changes may take, as the messages have them; the rest is not remembered. */
    long historyBytesPerHour();
}
