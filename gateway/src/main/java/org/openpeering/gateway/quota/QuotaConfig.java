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

    /** Multiplies every burst and rate of the quotas. */
    @WithDefault("1")
    double multiplier();

    /** Most buckets of quotas kept; one is about 200 bytes. */
    @WithDefault("50000")
    int buckets();

    /** One kind's limit. */
    interface Rate {
        /** Requests of this kind that a full bucket has, of a caller in a subscription. */
        double burst();

        /** Requests of this kind that come back in a second. */
        double perSecond();
    }
}
