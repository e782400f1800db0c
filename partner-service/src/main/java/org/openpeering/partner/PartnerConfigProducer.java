/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** Gives {@link PartnerConfig}; a record, so that pure code takes it without a container. */
final class PartnerConfigProducer {
    private PartnerConfigProducer() {}

    @Produces
    @Singleton
    static PartnerConfig config(InstallationConfig config) {
        List<String> probeSources = config.probe().sourcePrefixes().orElse(List.of());
        return new PartnerConfig(
                config.lab(),
                config.reservedNumbers().orElse(config.lab()),
                new Asn(config.network().asn()),
                probeSources.stream().map(IpPrefix::parse).toList());
    }
}
