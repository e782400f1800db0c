/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import org.openpeering.contract.arm.WireEnum;

/** What was done to an object. */
public enum AuditAction implements WireEnum {
    CREATED,
    CHANGED,
    DELETED,
    ASSIGNED,
    COMMENTED,
    /** One of several operators said yes. */
    SUPPORTED,
    DECIDED,
    IMPORTED
}
