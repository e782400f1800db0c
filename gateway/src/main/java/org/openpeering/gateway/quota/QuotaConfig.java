/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code openpeering.gateway.quota.*}; the values stand in application.properties. */
@ConfigMapping(prefix = "openpeering.gateway.quota")
public interface QuotaConfig {
    Rate reads();

    Rate writes();

    Rate deletes();

    /** Multiplies every burst and rate. */
    @WithDefault("1")
    double multiplier();

    /** Most buckets kept; one is about 200 bytes. */
    @WithDefault("50000")
    int buckets();

    /** One kind's limit. */
    interface Rate {
        /** Requests of a full bucket. */
        double burst();

        /** Requests that come back in a second. */
        double perSecond();
    }
}
