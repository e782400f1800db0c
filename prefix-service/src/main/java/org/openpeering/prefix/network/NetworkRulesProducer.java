/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.Community;

/** Gives {@link NetworkRules}, a record so that pure code takes it without a container. */
@Singleton
class NetworkRulesProducer {
    @Produces
    @Singleton
    NetworkRules rules(InstallationConfig config) {
        InstallationConfig.Network network = config.network();
        return new NetworkRules(new Asn(network.asn()), Community.parse(network.community()), config.reservedNumbers());
    }
}
