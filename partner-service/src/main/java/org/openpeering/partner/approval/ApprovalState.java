/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import org.openpeering.contract.arm.WireEnum;

/** Where an item stands; those that do not wait stay as history. */
public enum ApprovalState implements WireEnum {
    WAITING,
    APPROVED,
    REJECTED,
    /** Its object is gone, or who asked does not ask any more. */
    WITHDRAWN
}
