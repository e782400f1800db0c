/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.connectionmonitor;

import org.openpeering.contract.arm.WireEnum;
import org.openpeering.insights.latency.LatencySummary;

/** Whether a test's results of the last minutes are worse than its owner wants. Pure. */
enum Alert implements WireEnum {
    /** No threshold is set. */
    NONE,
    /** Nothing was measured lately: silence is not health. */
    UNKNOWN,
    OK,
    FIRING;

    static Alert of(MonitorTestSetup setup, LatencySummary lately) {
        if (setup.mostLoss() == null && setup.mostRoundTrip() == null) {
            return NONE;
        }
        Double loss = lately.loss();
        if (loss == null) {
            return UNKNOWN;
        }
        boolean lossy = setup.mostLoss() != null && loss * 100 > setup.mostLoss();
        Double mean = lately.mean();
        boolean slow = setup.mostRoundTrip() != null && mean != null && mean > setup.mostRoundTrip();
        // Of what is not answered nobody knows how slow it is.
        boolean silent = setup.mostLoss() == null && mean == null;
        return lossy || slow ? FIRING : silent ? UNKNOWN : OK;
    }
}
