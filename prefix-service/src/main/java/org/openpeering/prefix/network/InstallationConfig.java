/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.network;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/**
 * What belongs to no feature but to the installation. Since it maps all of {@code openpeering.*}, a key that no mapping
 * knows refuses the start.
 */
@ConfigMapping(prefix = "openpeering")
public interface InstallationConfig {
    /** Never with real partners. */
    boolean lab();

    /** Documentation and private prefixes and AS numbers are welcome. */
    boolean reservedNumbers();

    Network network();

    /** Of partner-service; the REST client's own key refers to it. */
    URI partnerUrl();

    /** The cloud network itself. */
    interface Network {
        long asn();

        /** That routes of the service carry. */
        String community();
    }
}
