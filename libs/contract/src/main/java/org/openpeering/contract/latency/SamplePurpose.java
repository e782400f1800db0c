/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.latency;

import org.openpeering.contract.arm.WireEnum;

/** Why it was measured: who has offered or asked for it. */
public enum SamplePurpose implements WireEnum {
    CONNECTION_MONITOR("connectionMonitor"),
    PROBE_TARGET("probeTarget"),
    CONNECTIVITY_PROBE("connectivityProbe"),
    /** By somebody else, for a reason of theirs. */
    IMPORTED("imported");

    private final String wire;

    SamplePurpose(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
