/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.openpeering.insights.detection.Limits;

/** What detection may take of memory for one monitored prefix. */
@ConfigMapping(prefix = "openpeering.detection")
public interface DetectionConfig {
    /** More-specific routes held for one monitored prefix. */
    @WithDefault("1000")
    int maxMoreSpecificRoutes();

    /** Routes held for exactly the monitored prefix; one PrefixRoutes message carries them all. */
    @WithDefault("500")
    int maxExactRoutes();

    /** Open events about origins that are not legal for one monitored prefix. */
    @WithDefault("1000")
    int maxOpenEvents();

    /** How long routes wait for a declaration of their prefix before they are dropped. */
    @WithDefault("PT10M")
    Duration undeclaredRetention();

    default Limits limits() {
        return new Limits(maxMoreSpecificRoutes(), maxOpenEvents(), maxExactRoutes());
    }
}
