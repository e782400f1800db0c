/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.telemetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.latency.LatencySample;

/** A sample as an agent writes it, before anything is believed. Filled by {@link SampleReader}. One thread's. */
final class ReportedSample {
    String id = "";
    String assignment = "";
    String measuredAt = "";
    boolean clockStepped;
    String site = "";
    String target = "";
    int sent = -1;
    private long[] trips = new long[4];
    private int answered;
    final List<LatencySample.Hop> hops = new ArrayList<>();

    @Nullable
    String failure;
    /** What could not be read, first of all; null: nothing. */
    @Nullable
    SampleFault fault;

    String member = "";

    void fault(SampleFault found, String where) {
        if (fault == null) {
            fault = found;
            member = where;
        }
    }

    void trip(long micros) {
        if (answered >= LatencySample.MOST_ROUND_TRIPS) {
            fault(SampleFault.INVALID_COUNT, "rttMicros");
            return;
        }
        if (answered == trips.length) {
            trips = Arrays.copyOf(trips, trips.length * 2);
        }
        trips[answered++] = micros;
    }

    long[] trips() {
        return Arrays.copyOf(trips, answered);
    }

    int answered() {
        return answered;
    }
}
