/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import org.openpeering.contract.arm.WireEnum;

/** The verdict on a registered or customer prefix (contract sections C.5 and C.6). */
public enum PrefixValidationState implements WireEnum {
    NONE,
    INVALID,
    VERIFIED,
    FAILED,
    PENDING,
    WARNING,
    UNKNOWN;

    /** Whether a prefix has it only while it is heard as it should be: no blocking check has failed. */
    public boolean learned() {
        return switch (this) {
            case VERIFIED, WARNING, UNKNOWN -> true;
            case NONE, INVALID, FAILED, PENDING -> false;
        };
    }
}
