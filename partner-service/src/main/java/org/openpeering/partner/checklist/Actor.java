/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.checklist;

import org.openpeering.contract.arm.WireEnum;

/** Who has to act. */
public enum Actor implements WireEnum {
    PARTNER,
    OPERATOR,
    /** Somebody outside of both, as the operator says. */
    OTHERS,
    /** Nobody: it comes by itself. */
    TIME
}
