/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.ApiVersion;
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
    PEER_PROP;

    /** The version that brought it; older callers never see it (contract section 0). */
    public ApiVersion since() {
        return switch (this) {
            case EDGE, TRANSIT, CDN, INTERNAL, IX, IX_RS, VOICE -> ApiVersion.V2021_06_01;
            case EDGE_ZONE_FOR_OPERATORS -> ApiVersion.V2022_10_01;
            case PEER_PROP -> ApiVersion.V2025_05_01;
        };
    }

    /** What a caller of the version sees: for a type that it does not know yet the ordinary one. */
    public DirectPeeringType shownIn(ApiVersion version) {
        return since().compareTo(version) <= 0 ? this : EDGE;
    }
}
