/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the analysis of an operator's recording may take. */
@ConfigMapping(prefix = "openpeering.recordings")
public interface RecordingConfig {
    /** Bytes that a recording may have, unpacked; the analysis ends there. */
    @WithDefault("8589934592")
    long maxUnpackedBytes();

    /** How many times its size a recording may unpack to; the analysis ends there. */
    @WithDefault("100")
    int maxRatio();

    /** Routes of monitored prefixes that the analysis of a recording holds at a time. */
    @WithDefault("100000")
    int maxRoutes();

    /** Bytes that the paths and communities of routes held by the analysis of a recording take, about. */
    @WithDefault("134217728")
    long maxAttributeBytes();

    /** Peers of a recording. */
    @WithDefault("65536")
    int maxPeers();

    /** Events that the answer about a recording tells; more are counted. */
    @WithDefault("1000")
    int maxEvents();

    /** How long the analysis of a recording may take, its upload included. */
    @WithDefault("PT10M")
    Duration timeout();

    default Bounds bounds() {
        return new Bounds(
                maxUnpackedBytes(), maxRatio(), maxRoutes(), maxAttributeBytes(), maxPeers(), maxEvents(), timeout());
    }
}
