/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.WireEnum;

/** The product a direct peering is for (contract section B.2). */
public enum DirectPeeringType implements WireEnum {
    EDGE,
    TRANSIT,
    CDN,
    INTERNAL,
    IX,
    IX_RS,
    VOICE,
    EDGE_ZONE_FOR_OPERATORS,
    PEER_PROP
}
