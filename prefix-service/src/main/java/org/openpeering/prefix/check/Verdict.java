/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import org.openpeering.contract.arm.WireEnum;

/** What one check comes to. */
public enum Verdict implements WireEnum {
    PASSED,
    FAILED,
    /** Not as it should be, but nothing to refuse the prefix for. */
    WARNING,
    /** It does not apply, or rests on something that another check refuses. */
    SKIPPED,
    /** The evidence is not there yet. */
    WAITING,
    /** The evidence should be there and is not, or is too old. */
    UNKNOWN;

    public boolean definite() {
        return this == PASSED || this == FAILED || this == WARNING;
    }
}
