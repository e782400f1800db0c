/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.latency.window;

import org.openpeering.contract.arm.WireEnum;

/** What became of a sample. */
enum Fate implements WireEnum {
    COUNTED("counted"),
    /** Its id came before. */
    DUPLICATE("duplicate"),
    /** It was taken more than ten minutes after its minute had ended, or an import is older than is taken. */
    LATE("late"),
    /** It was measured after it was taken, by the clock of who measured. */
    FUTURE("future"),
    /** The way of a customer's test, which is no measurement of its time: programs that trace are often not answered. */
    PATH("path"),
    /** The agent could not, or may not, send anything: that says nothing about the way. */
    UNMEASURED("unmeasured"),
    /** Of no registered prefix and of no test. */
    UNREGISTERED("unregistered"),
    /** Set aside. */
    UNREADABLE("unreadable");

    private final String wire;

    Fate(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
