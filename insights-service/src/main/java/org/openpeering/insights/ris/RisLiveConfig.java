/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.ris;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Whether and how RIS Live is read. */
@ConfigMapping(prefix = "openpeering.ris-live")
public interface RisLiveConfig {
    /** The server of RIS Live, such as wss://ris-live.ripe.net/v1/ws/; none: nobody is asked. */
    Optional<URI> url();

    /** What to be called by the server of RIS Live; RIPE NCC asks for a name by which they find who asks. */
    @WithDefault("openpeering")
    String client();

    /** How often the server of RIS Live is asked for an answer. */
    @WithDefault("PT20S")
    Duration ping();

    /** How long nothing may be heard of the server of RIS Live before the connection counts as dead. */
    @WithDefault("PT1M")
    Duration silence();

    /** Longest pause between two attempts to connect to RIS Live. */
    @WithDefault("PT1M")
    Duration longestPause();

    /** How long after a gap a vantage's route may stay that it has not sent again. */
    @WithDefault("PT6H")
    Duration patience();

    /** Most messages of RIS Live that wait; those beyond are dropped, which is a gap. */
    @WithDefault("65536")
    int maxWaiting();

    /** Most subscriptions at RIS Live; where more would be needed, everything is asked for and sorted out here. */
    @WithDefault("5000")
    int maxSubscriptions();
}
