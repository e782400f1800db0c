/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How samples of round trips are added up. */
@ConfigMapping(prefix = "openpeering.latency")
public interface LatencyConfig {
    /** How often what was read of samples is written to the database, and told to the detectors. */
    @WithDefault("PT10S")
    Duration writeEvery();

    /** How many windows are held in memory until they are written; more are written at once. */
    @WithDefault("50000")
    int maxWindows();

    /** How long after the end of its minute an agent's sample may be taken and still counts. */
    @WithDefault("PT10M")
    Duration late();

    /** How far the clock of who measures may be ahead. */
    @WithDefault("PT1M")
    Duration ahead();

    /** How old imported measurements may be; beyond 8 days there may be no partitions for them. */
    @WithDefault("P7D")
    Duration oldestImport();

    /** How long after its end a bucket of five minutes, an hour or a day is merged; what comes later is merged into it. */
    @WithDefault("PT12M")
    Duration mergeAfter();

    /** How many threads of this instance read samples. */
    @WithDefault("1")
    int readers();

    /** The edge site that a probe of RIPE Atlas stands for, by its number: {@code openpeering.latency.probe-sites."1001"}. */
    Map<String, String> probeSites();
}
