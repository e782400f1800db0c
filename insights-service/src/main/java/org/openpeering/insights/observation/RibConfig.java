/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How many routes are held. */
@ConfigMapping(prefix = "openpeering.rib")
public interface RibConfig {
    /** Most routes that are held of one session; more are counted and left out, save for those of monitored prefixes. */
    @WithDefault("4000000")
    int maxRoutesOfSession();

    /** Most routes that are held of all sessions of one router. */
    @WithDefault("60000000")
    int maxRoutesOfRouter();

    /** Most routes that are held of all routers; none: as many as fit into half of the heap at 12 bytes each. */
    Optional<Integer> maxRoutes();

    /** Memory for path attributes, in MiB; none: a quarter of the heap. */
    Optional<Integer> maxAttributesMib();
}
