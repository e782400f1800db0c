/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import static org.openpeering.contract.partner.ValidationState.APPROVED;
import static org.openpeering.contract.partner.ValidationState.FAILED;
import static org.openpeering.contract.partner.ValidationState.NONE;
import static org.openpeering.contract.partner.ValidationState.PENDING;

import org.openpeering.contract.partner.ValidationState;
import org.openpeering.partner.LifeCycle;

/** The life of a PeerAsn's validation (contract section C.3); drawn in {@code docs/states/peer-asn.md}. */
public final class PeerAsnLife {
    public static final LifeCycle<ValidationState, PeerAsnEvent> TABLE = LifeCycle.<ValidationState, PeerAsnEvent>from(
                    NONE)
            .on(NONE, PeerAsnEvent.SUBMITTED, PENDING)
            .on(PENDING, PeerAsnEvent.APPROVED, APPROVED)
            .on(PENDING, PeerAsnEvent.REJECTED, FAILED)
            .on(FAILED, PeerAsnEvent.RESUBMITTED, PENDING)
            .table();

    private PeerAsnLife() {}
}
