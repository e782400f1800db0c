/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.net.IpPrefix;

/**
 * What one agent is asked to measure.
 *
 * @param id the same as long as the test is the same; samples name it. Unique among all sources: begin it with the purpose
 * @param destination an address or a name
 * @param prefix the registered one that holds the destination; null where there is none, or where it is a name
 * @param port null for probes without one
 * @param path of {@link ProbeKind#HTTP_FIRST_BYTE} only
 * @param secure whether HTTP goes over TLS
 * @param test resource id of the connection monitor's test; null where it is of none
 * @param every from the beginning of one measurement to the next
 * @param count round trips of one measurement, at most 100
 * @param timeout for each of them
 */
public record AgentTest(
        String id,
        SamplePurpose purpose,
        ProbeKind probe,
        String destination,
        @Nullable IpPrefix prefix,
        @Nullable Integer port,
        @Nullable String path,
        boolean secure,
        @Nullable String test,
        Duration every,
        int count,
        Duration timeout) {}
