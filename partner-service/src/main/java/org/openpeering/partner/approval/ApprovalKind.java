/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import org.openpeering.contract.arm.WireEnum;

/** What is to be decided. */
public enum ApprovalKind implements WireEnum {
    /** Whether the subscription may speak for the AS number. */
    PEER_ASN,
    /** Whether the connection is wanted. */
    CONNECTION,
    /** Whether the connection's cabling and configuration are done. */
    PROVISIONING
}
