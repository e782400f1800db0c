/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;

/** Reads {@code openpeering.network.*}. Single values and not a mapping: other modules read under the same prefix. */
@Singleton
class NetworkConfig {
    @Produces
    @Singleton
    NetworkRules rules(
            @ConfigProperty(name = "openpeering.network.asn") long asn,
            @ConfigProperty(name = "openpeering.network.community") String community,
            @ConfigProperty(name = "openpeering.reserved-numbers") boolean reservedNumbers) {
        return new NetworkRules(new Asn(asn), Community.parse(community), reservedNumbers);
    }
}
