/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.ValidationState;

/**
 * A row of {@code peer_asn}.
 *
 * @param row the primary key, 0 before it is stored
 * @param errorMessage why it failed
 */
public record PeerAsnEntity(
        long row,
        ResourceId id,
        long revision,
        Asn asn,
        String peerName,
        List<Contact> contacts,
        ValidationState state,
        @Nullable String errorMessage) {
    public PeerAsnEntity {
        contacts = List.copyOf(contacts);
    }

    /** What other services know of it. */
    public PeerAsn published() {
        return new PeerAsn(id, revision, asn, peerName, state);
    }

    PeerAsnEntity stored(long storedRow) {
        return new PeerAsnEntity(storedRow, id, revision, asn, peerName, contacts, state, errorMessage);
    }

    PeerAsnEntity revised(long newRevision) {
        return new PeerAsnEntity(row, id, newRevision, asn, peerName, contacts, state, errorMessage);
    }

    PeerAsnEntity described(String name, List<Contact> newContacts) {
        return new PeerAsnEntity(row, id, revision, asn, name, newContacts, state, errorMessage);
    }

    PeerAsnEntity after(PeerAsnEvent event, @Nullable String message) {
        return new PeerAsnEntity(
                row, id, revision, asn, peerName, contacts, PeerAsnLife.TABLE.next(state, event), message);
    }
}
