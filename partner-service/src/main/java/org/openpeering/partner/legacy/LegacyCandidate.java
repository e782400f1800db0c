/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.legacy;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.DirectPeeringType;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.catalogue.MetroEntity;
import org.openpeering.partner.legacy.LegacyImportSpec.LegacySpec;
import org.openpeering.partner.peering.PeeringRequest;
import org.openpeering.partner.peering.PeeringRequest.PeerAsnReference;
import org.openpeering.partner.peering.PeeringRules;

/** One peering of an import that is right as far as can be told without looking anything up. */
record LegacyCandidate(String name, Asn asn, LegacySpec spec, PeeringRequest request) {
    private static final int LONGEST_NAME = 63;

    static Checked<LegacyCandidate> of(LegacySpec spec) {
        String name = spec.name() == null ? "" : spec.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return invalid("name", "name is required and must have at most " + LONGEST_NAME + " characters.");
        }
        return switch (PeeringRules.checkLegacy(spec.peering())) {
            case Checked.Invalid<PeeringRequest>(ApiError error) -> new Checked.Invalid<>(error);
            case Checked.Valid<PeeringRequest>(PeeringRequest request) ->
                request.peerAsn() instanceof PeerAsnReference.Bare(Asn asn)
                        ? new Checked.Valid<>(new LegacyCandidate(name, asn, spec, request))
                        : invalid("properties", "The peerAsn of a legacy peering is its bare AS number.");
        };
    }

    private static Checked<LegacyCandidate> invalid(String target, String message) {
        Violations violations = new Violations();
        violations.add(target, message);
        return new Checked.Invalid<>(violations.error());
    }

    String metroKey() {
        return MetroEntity.key(request.metro());
    }

    List<IpAddress> peers() {
        return request.peers();
    }

    /** @param held what is stored of it */
    LegacyPeering at(MetroEntity metro, @Nullable LegacyPeering held) {
        return new LegacyPeering(
                held == null ? UUID.randomUUID() : held.id(),
                0,
                name,
                asn,
                metro.key(),
                request.kind(),
                Objects.requireNonNullElse(request.type(), DirectPeeringType.EDGE),
                spec.peering().identified(asn),
                null);
    }
}
