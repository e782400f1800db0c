/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What agents are asked for, and what is taken of them. */
@ConfigMapping(prefix = "openpeering.telemetry")
public interface TelemetryConfig {
    /** Samples of one request of an agent. */
    @WithDefault("5000")
    int maxSamples();

    /** Bytes that a request of an agent may have, unpacked. */
    @WithDefault("8388608")
    int maxUnpackedBytes();

    /** Samples that wait for Kafka, of all agents; while there is no room for those of a request it is answered 429. */
    @WithDefault("40000")
    int maxUnsent();

    /** Samples that were measured longer ago are not counted. */
    @WithDefault("PT10M")
    Duration late();

    /** How far ahead an agent's clock may be. */
    @WithDefault("PT30S")
    Duration early();

    /** How often agents ask for their tests, give or take a tenth. */
    @WithDefault("PT60S")
    Duration poll();

    /** Tests of one agent; the rest is left out, and counted. */
    @WithDefault("10000")
    int maxTests();

    /** Addresses with their ports, such as 127.0.0.1:8443, that every agent measures. On one machine only: refused in production. */
    Optional<List<String>> labTargets();

    /** What is measured of the targets that owners offer. */
    Targets targets();

    /** What is measured of the connectivity probes that partners ask for with their peerings. */
    Connectivity connectivity();

    /** Of connectivity probes. */
    interface Connectivity {
        /** From one measurement of a probe by an agent to the next. */
        @WithDefault("PT60S")
        Duration every();

        /** Round trips of one measurement of a probe. */
        @WithDefault("3")
        int count();

        /** How long a round trip of a probe may take. */
        @WithDefault("PT3S")
        Duration timeout();

        /** Port that probes of protocol TCP connect to: the contract has no member for it. */
        @WithDefault("443")
        int tcpPort();

        /** The edge site that stands for a region, by its name in lower case: others are measured from the peering's own metro. */
        Map<String, String> sites();
    }

    /** Of probe targets. */
    interface Targets {
        /** From one measurement of an offered address by an agent to the next, at least. */
        @WithDefault("PT60S")
        Duration every();

        /** Round trips of one measurement of an offered address. */
        @WithDefault("3")
        int count();

        /** How long a round trip to an offered address may take. */
        @WithDefault("PT3S")
        Duration timeout();

        /** Measurements of one prefix in a minute by one agent, of all addresses that are offered of it; they take turns beyond. */
        @WithDefault("8")
        int perMinute();
    }
}
