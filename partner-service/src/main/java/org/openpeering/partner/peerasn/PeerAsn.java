/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ValidationState;

/**
 * The association of a subscription with an AS number.
 *
 * @param row the primary key of {@code peer_asn}, 0 before it is stored
 * @param errorMessage why it failed
 */
public record PeerAsn(
        long row,
        ResourceId id,
        long revision,
        Asn asn,
        String peerName,
        List<Contact> contacts,
        ValidationState state,
        @Nullable String errorMessage) {
    public PeerAsn {
        contacts = List.copyOf(contacts);
    }

    /** What other services know of it. */
    public org.openpeering.contract.partner.PeerAsn published() {
        return new org.openpeering.contract.partner.PeerAsn(id, revision, asn, peerName, state);
    }

    PeerAsn revised(long newRevision) {
        return new PeerAsn(row, id, newRevision, asn, peerName, contacts, state, errorMessage);
    }

    PeerAsn described(String name, List<Contact> newContacts) {
        return new PeerAsn(row, id, revision, asn, name, newContacts, state, errorMessage);
    }

    PeerAsn after(PeerAsnEvent event, @Nullable String message) {
        return new PeerAsn(row, id, revision, asn, peerName, contacts, PeerAsnLife.TABLE.next(state, event), message);
    }
}
