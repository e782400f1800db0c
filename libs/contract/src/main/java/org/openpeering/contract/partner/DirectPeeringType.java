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

    /** Whether a caller of that api-version can know it. */
    public boolean knownIn(ApiVersion version) {
        return version.compareTo(since()) >= 0;
    }

    /** The first served version that has it; it may have come with an older one. */
    public ApiVersion since() {
        return switch (this) {
            case EDGE, TRANSIT, CDN, INTERNAL, IX, IX_RS, VOICE -> ApiVersion.V2021_06_01;
            case EDGE_ZONE_FOR_OPERATORS -> ApiVersion.V2022_10_01;
            case PEER_PROP -> ApiVersion.V2025_05_01;
        };
    }

    /** What a caller of the version sees: for a type that it does not know yet the ordinary one. */
    public DirectPeeringType shownIn(ApiVersion version) {
        return knownIn(version) ? this : EDGE;
    }
}
