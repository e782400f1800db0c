/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * {@link PartnerConfig} as it is written down. Since it maps all of {@code openpeering.*}, a key that no mapping knows
 * refuses the start.
 */
@ConfigMapping(prefix = "openpeering")
public interface InstallationConfig {
    @WithDefault("false")
    boolean lab();

    /** Without a value as {@link #lab} says. */
    Optional<Boolean> reservedNumbers();

    Network network();

    Probe probe();

    /** The cloud network itself. */
    interface Network {
        @WithDefault("8075")
        long asn();
    }

    /** Its connectivity probes. */
    interface Probe {
        Optional<List<String>> sourcePrefixes();
    }
}
