/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** A BGP session as configured or observed (contract section B.2). */
public enum SessionState implements WireEnum {
    NONE,
    IDLE,
    CONNECT,
    ACTIVE,
    OPEN_SENT,
    OPEN_CONFIRM,
    OPEN_RECEIVED,
    ESTABLISHED,
    PENDING_ADD,
    PENDING_UPDATE,
    PENDING_REMOVE
}
