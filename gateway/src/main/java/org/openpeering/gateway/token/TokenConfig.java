/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code openpeering.gateway.token.*}. */
@ConfigMapping(prefix = "openpeering.gateway.token")
public interface TokenConfig {
    /** How long a verified token is not verified again; 0 verifies with every request. */
    @WithDefault("30s")
    Duration cacheTtl();

    /** Most verified tokens remembered. */
    @WithDefault("10000")
    int cacheSize();
}
