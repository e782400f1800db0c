/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import org.openpeering.contract.arm.WireEnum;

/** Where an item stands; decided ones stay as the audit trail. */
public enum ApprovalState implements WireEnum {
    WAITING,
    APPROVED,
    REJECTED
}
