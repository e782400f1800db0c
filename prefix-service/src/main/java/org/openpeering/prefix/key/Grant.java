/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.key;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/**
 * What a key is good for.
 *
 * @param partner the subscription of the registration
 * @param peeringKey where it is registered
 * @param prefix the registered prefix; null: the key is an ASN's
 * @param arriving whether the registration waits for a transfer to end
 * @param asn the registered ASN; null: the key is a prefix's
 */
public record Grant(
        Subscription partner,
        String peeringKey,
        @Nullable IpPrefix prefix,
        boolean arriving,
        @Nullable Asn asn) {
    /** An ASN's key is good for every prefix; what is announced of it then has to come from the ASN. */
    public boolean covers(IpPrefix wanted) {
        return prefix == null || prefix.equals(wanted);
    }
}
