/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.ProbeKind;
import org.openpeering.contract.latency.SamplePurpose;
import org.openpeering.contract.latency.SampleSource;

/** What is counted of a sample, read again and again into the same object; times are seconds and nanoseconds of the epoch. */
final class Sample {
    String id = "";
    long measuredAt;
    long receivedAt;
    String site = "";
    SampleSource source = SampleSource.AGENT;
    ProbeKind probe = ProbeKind.TCP_CONNECT;
    SamplePurpose purpose = SamplePurpose.PROBE_TARGET;

    String agent = "";

    @Nullable
    String prefix;

    @Nullable
    String test;

    @Nullable
    String failure;

    int sent;
    long[] rttMicros = {};
    int rtts;
}
