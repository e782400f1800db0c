/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** {@link PartnerConfig} as it is written down. */
@ConfigMapping(prefix = "openpeering")
public interface InstallationConfig {
    /** Approvals and provisioning by themselves, connections Active without a router. Never with real partners. */
    @WithDefault("false")
    boolean lab();

    /** Whether documentation, private and reserved AS numbers are accepted; without a value as {@link #lab} says. */
    Optional<Boolean> reservedNumbers();

    Network network();

    Probe probe();

    /** The cloud network itself. */
    interface Network {
        /** The AS number of the cloud network, which can not be its own partner. Has to be said in production. */
        @WithDefault("8075")
        long asn();
    }

    /** Its connectivity probes. */
    interface Probe {
        /** CIDR blocks from which connectivity probes come; partners read them as {@code prefixesToAccesslist}. */
        Optional<List<String>> sourcePrefixes();
    }
}
