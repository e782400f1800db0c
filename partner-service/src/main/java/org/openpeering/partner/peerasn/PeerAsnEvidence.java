/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import java.util.ArrayList;
import java.util.List;
import org.openpeering.partner.approval.Evidence;

/** What helps to decide whether a subscription may speak for an AS number. */
final class PeerAsnEvidence {
    private PeerAsnEvidence() {}

    /** @param claims everybody's claims to the number, this one among them */
    static List<Evidence> of(PeerAsnEntity claim, List<PeerAsnEntity> claims) {
        List<Evidence> evidence = new ArrayList<>();
        for (PeerAsnEntity other : claims) {
            if (!other.id().equals(claim.id())) {
                evidence.add(new Evidence(
                        "PeerAsns",
                        true,
                        "AS%s is also claimed by %s (%s), validationState %s"
                                .formatted(
                                        other.asn(),
                                        other.id(),
                                        other.peerName(),
                                        other.state().wire())));
            }
        }
        if (evidence.isEmpty()) {
            evidence.add(new Evidence("PeerAsns", false, "No other subscription claims AS" + claim.asn()));
        }
        return evidence;
    }
}
