/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peeringdb;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code openpeering.peeringdb.*}. */
@ConfigMapping(prefix = "openpeering.peeringdb")
public interface PeeringDbConfig {
    /** A PeeringDB dump is refused when more than this share of the entries of one object can't be used. */
    @WithDefault("5")
    int unusablePercent();

    /** Fewer unusable entries of an object never refuse a PeeringDB dump: in a short one, one is a large share. */
    @WithDefault("10")
    int unusableLeast();
}
