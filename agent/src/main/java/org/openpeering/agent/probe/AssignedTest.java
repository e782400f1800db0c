/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.agent.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;

/**
 * What the service asks for.
 *
 * @param id of the assignment; each sample names it
 * @param destination an address or a name
 * @param path of {@link ProbeKind#HTTP_FIRST_BYTE} only
 * @param secure whether HTTP goes over TLS
 * @param every from the beginning of one measurement to the next
 * @param count round trips of one measurement
 * @param timeout for each of them
 */
public record AssignedTest(
        String id,
        ProbeKind probe,
        String destination,
        @Nullable Integer port,
        @Nullable String path,
        boolean secure,
        Duration every,
        int count,
        Duration timeout) {}
