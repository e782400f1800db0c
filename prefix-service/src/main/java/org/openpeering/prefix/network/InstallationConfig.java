/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** What belongs to no feature but to the installation. */
@ConfigMapping(prefix = "openpeering")
public interface InstallationConfig {
    /** Whether this is a lab. Never with real partners. */
    boolean lab();

    /** Whether documentation and private prefixes and AS numbers are accepted; without a value as {@link #lab} says. */
    boolean reservedNumbers();

    Network network();

    /** Base of partner-service, which is asked when the copy of its data may be behind. */
    URI partnerUrl();

    /** The cloud network itself. */
    interface Network {
        /** The AS number of the cloud network. Has to be said in production. */
        long asn();

        /** The community that routes of the service carry, {@code ASN:VALUE}. Has to be said in production. */
        String community();
    }
}
