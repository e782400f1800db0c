/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.latency;

import org.openpeering.contract.arm.WireEnum;

/** Who has measured; named in every answer that rests on it. */
public enum SampleSource implements WireEnum {
    AGENT("agent"),
    RIPE_ATLAS("ripe-atlas"),
    /** Round trips of TCP as routers and hosts export them. */
    FLOW("flow");

    private final String wire;

    SampleSource(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
