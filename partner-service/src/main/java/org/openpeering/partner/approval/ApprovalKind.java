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
    PROVISIONING,
    /** Whether a peering from before the portal is the partner's, as it says. */
    LEGACY_CONVERSION,
    /** Whether a connection that works may begin or cease to serve Peering Service. */
    TYPE_CHANGE,
    /** Whether the work for a type change is done. */
    TYPE_CHANGE_COMPLETION,
    /** Whether the connection's session may get other addresses. */
    SESSION_CHANGE,
    /** Whether the connection may go. */
    CONNECTION_REMOVAL
}
