/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.ConnectionRequest;

/**
 * A {@link PeeringSpec} that passed {@link PeeringRules}.
 *
 * @param type null: not said
 */
record PeeringRequest(
        Sku sku,
        PeeringKind kind,
        String location,
        Map<String, String> tags,
        String metro,
        ResourceId peerAsn,
        @Nullable DirectPeeringType type,
        List<ConnectionRequest> connections) {

    /** Where the properties of the kind stand in a request. */
    static String place(PeeringKind kind) {
        return switch (kind) {
            case DIRECT -> "properties.direct";
            case EXCHANGE -> "properties.exchange";
        };
    }
}
