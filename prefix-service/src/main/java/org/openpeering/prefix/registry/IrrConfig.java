/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which dumps of routing registries are read. */
@ConfigMapping(prefix = "openpeering.irr")
public interface IrrConfig {
    /** Dumps of routing registries: {@code name=path}, several with commas. */
    Optional<List<String>> files();

    /** How often the dumps are looked at. */
    @WithDefault("PT1M")
    Duration poll();

    /** How old a dump may be. */
    @WithDefault("P3D")
    Duration staleAfter();

    /** A dump of which more than this share is malformed is refused; what was read before stays in force. */
    @WithDefault("10")
    int malformedPercent();

    /** Fewer malformed objects than this never refuse a dump. */
    @WithDefault("100")
    int malformedLeast();
}
