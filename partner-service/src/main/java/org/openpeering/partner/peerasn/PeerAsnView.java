/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;

/** A PeerAsn as ARM shows it (contract section B.1). */
@RegisterForReflection
public record PeerAsnView(String name, ResourceId id, String type, PropertiesView properties) {

    static PeerAsnView of(PeerAsn peerAsn) {
        return new PeerAsnView(
                peerAsn.id().name(),
                peerAsn.id(),
                peerAsn.id().type().qualified(),
                new PropertiesView(
                        peerAsn.asn(),
                        peerAsn.contacts(),
                        peerAsn.peerName(),
                        peerAsn.state(),
                        peerAsn.errorMessage()));
    }

    /** The properties. */
    @RegisterForReflection
    public record PropertiesView(
            Asn peerAsn,
            List<Contact> peerContactDetail,
            String peerName,
            ValidationState validationState,
            @Nullable String errorMessage) {}
}
