/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** The physical and logical work on a connection (contract section C.4). */
public enum ConnectionState implements WireEnum {
    NONE,
    PENDING_APPROVAL,
    APPROVED,
    PROVISIONING_STARTED,
    PROVISIONING_FAILED,
    PROVISIONING_COMPLETED,
    VALIDATING,
    ACTIVE,
    TYPE_CHANGE_REQUESTED,
    TYPE_CHANGE_IN_PROGRESS,
    EXTERNAL_BLOCKER
}
