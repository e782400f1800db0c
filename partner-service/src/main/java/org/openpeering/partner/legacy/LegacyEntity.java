/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.peering.PeeringSpec;

/**
 * A row of {@code legacy_peering}.
 *
 * @param seq the order in which they came, 0 before it is stored
 * @param metro the catalogue's key
 * @param type Edge for an exchange peering, which has none
 * @param peering as it was imported, each connection with an identifier
 * @param convertedTo the id of the peering that it is now
 */
record LegacyEntity(
        UUID id,
        long seq,
        String name,
        Asn asn,
        String metro,
        PeeringKind kind,
        DirectPeeringType type,
        PeeringSpec peering,
        @Nullable String convertedTo) {}
