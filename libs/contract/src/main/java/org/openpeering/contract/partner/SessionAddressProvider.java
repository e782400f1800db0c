/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** Who brings the session subnet. */
public enum SessionAddressProvider implements WireEnum {
    MICROSOFT,
    PEER
}
