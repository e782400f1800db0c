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

    /**
     * CIDR blocks of proxies through which routers report; none: only the addresses in the inventory count. Two routers of one
     * name that report through proxies to two replicas are not told apart.
     */
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

    /** How long nothing new may have come from a router's sessions for their tables to be complete that have no End-of-RIB. */
    @WithDefault("PT30S")
    Duration resyncDelay();

    /** How long a session's table may take to come at most; what of it was known and has not come by then is gone. */
    @WithDefault("PT15M")
    Duration tablePatience();

    /**
     * Tables besides routers' global one whose routes are the Internet's and watched, of every router: names of VRFs, or route
     * distinguishers such as 65000:7. The inventory names those of one router. Sessions of all others are shown and raise nothing.
     */
    Optional<List<String>> internetTables();
}
