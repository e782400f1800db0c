/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** What evidence is gathered of. */
public sealed interface Subject {
    IpPrefix prefix();

    /** What insights was told to watch; 0: it is not monitored. */
    long monitoredRevision();

    /**
     * A registered prefix.
     *
     * @param peeringKey the parent
     */
    record Registered(IpPrefix prefix, String peeringKey, long monitoredRevision) implements Subject {}

    /**
     * A customer prefix.
     *
     * @param claim null: it has no key, or none that is good for the prefix
     */
    record Customer(
            Subscription subscription,
            IpPrefix prefix,
            String provider,
            String primaryLocation,
            @Nullable String backupLocation,
            @Nullable Claim claim,
            long monitoredRevision)
            implements Subject {
        public Customer at(String primary, @Nullable String backup) {
            return new Customer(subscription, prefix, provider, primary, backup, claim, monitoredRevision);
        }
    }

    /**
     * What a customer's key is good for.
     *
     * @param peeringKey of the registration
     * @param origin the registered ASN; null: the key is of the prefix
     * @param keyId names the key without giving it away
     */
    record Claim(String peeringKey, @Nullable Asn origin, String keyId) {}
}
