/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** Reads {@link PartnerConfig}; a record, so that pure code takes it without a container. */
final class PartnerConfigProducer {
    private PartnerConfigProducer() {}

    @Produces
    @Singleton
    static PartnerConfig config(
            @ConfigProperty(name = "openpeering.lab", defaultValue = "false") boolean lab,
            @ConfigProperty(name = "openpeering.reserved-numbers") Optional<Boolean> reservedNumbers,
            @ConfigProperty(name = "openpeering.network.asn", defaultValue = "8075") long network,
            @ConfigProperty(name = "openpeering.probe.source-prefixes") Optional<List<String>> probeSources) {
        return new PartnerConfig(
                lab,
                reservedNumbers.orElse(lab),
                new Asn(network),
                probeSources.orElse(List.of()).stream().map(IpPrefix::parse).toList());
    }
}
