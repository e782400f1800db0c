/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.partner;

import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Revisioned;
import org.openpeering.contract.net.Asn;

/**
 * The association of a subscription with an ASN; contacts stay with the partner service.
 *
 * @param id under the subscription
 */
public record PeerAsn(ResourceId id, long revision, Asn asn, String peerName, ValidationState validationState)
        implements Revisioned {
    @Override
    public String key() {
        return id.key();
    }
}
