/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.contract.partner.PeeringKind;
import org.openpeering.partner.connection.ConnectionRequest;
import org.openpeering.partner.peering.PeeringRequest;
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
        @Nullable String convertedTo) {

    static List<IpAddress> peers(PeeringRequest request) {
        return request.connections().stream().flatMap(LegacyEntity::peers).toList();
    }

    private static Stream<IpAddress> peers(ConnectionRequest connection) {
        return Stream.of(connection.session().v4(), connection.session().v6())
                .flatMap(family -> Stream.ofNullable(family.peer()));
    }
}
