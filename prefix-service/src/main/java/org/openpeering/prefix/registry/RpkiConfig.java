/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where the RPKI is read from. */
@ConfigMapping(prefix = "openpeering.rpki")
public interface RpkiConfig {
    /** {@code host:port} of an RTR cache. */
    Optional<String> rtr();

    /** Path or http(s) URL of a validator's export; not together with {@link #rtr}. */
    Optional<String> json();

    /** How often the export is looked at. */
    @WithDefault("PT1M")
    Duration poll();

    /** How long after its source confirmed it for the last time data may be used. */
    @WithDefault("PT2H")
    Duration staleAfter();

    /** Changes that would turn fewer prefixes than this over are never held back. */
    @WithDefault("3")
    int guardLeast();

    /** More prefixes than this at once are. */
    @WithDefault("20")
    int guardPrefixes();

    /** So is more than this share of all prefixes. */
    @WithDefault("5")
    double guardPercent();
}
