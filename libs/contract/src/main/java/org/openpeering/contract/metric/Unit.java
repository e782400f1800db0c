/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.metric;

/** What a value counts, as Azure Monitor spells it. */
public enum Unit {
    COUNT("Count"),
    PERCENT("Percent"),
    BITS_PER_SECOND("BitsPerSecond"),
    MILLISECONDS("MilliSeconds");

    private final String wire;

    Unit(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}
