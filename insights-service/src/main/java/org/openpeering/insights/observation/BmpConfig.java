/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where and from whom BMP is taken. */
@ConfigMapping(prefix = "openpeering.bmp")
public interface BmpConfig {
    /** The address at which BMP is taken. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port at which BMP is taken. */
    @WithDefault("11019")
    int port();

    /** CIDR blocks of proxies through which routers report; none: only the addresses in the inventory count. */
    Optional<List<String>> trustedSources();

    /** Most BMP connections that have not said yet which router they are. */
    @WithDefault("64")
    int maxWaiting();

    /** How long a BMP connection may take until it says which router it is. */
    @WithDefault("PT10S")
    Duration initiationTimeout();

    /** How long a router that lost its BMP connection may take to come back before its sessions count as down. */
    @WithDefault("PT30S")
    Duration grace();

    /** How long after a peer's return routes may stay that it has not sent again, counted from the last one it did. */
    @WithDefault("PT30S")
    Duration resyncDelay();
}
