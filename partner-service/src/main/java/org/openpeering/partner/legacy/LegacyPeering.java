/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.Checked;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.peering.PeeringRules;
import org.openpeering.partner.peering.PeeringSpec;

/**
 * A peering from before the portal.
 *
 * @param seq the order in which they came, 0 before it is stored
 * @param metro the catalogue's key
 * @param type Edge for an exchange peering, which has none
 * @param peering as it was imported, each connection with an identifier
 * @param convertedTo the id of the peering that it is now
 */
record LegacyPeering(
        UUID id,
        long seq,
        String name,
        Asn asn,
        String metro,
        PeeringKind kind,
        DirectPeeringType type,
        PeeringSpec peering,
        @Nullable String convertedTo) {

    /** What it is found by among those of its network: its name without case. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    String nameKey() {
        return key(name);
    }

    /** What is stored passed the rules when it was imported. */
    PeeringRequest request() {
        return switch (PeeringRules.checkLegacy(peering)) {
            case Checked.Valid<PeeringRequest>(PeeringRequest request) -> request;
            case Checked.Invalid<PeeringRequest>(ApiError error) ->
                throw new IllegalStateException("legacy peering " + id + ": " + error);
        };
    }
}
