/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** {@code openpeering.prefix-service.*}: the owner of peering services. */
@ConfigMapping(prefix = "openpeering.prefix-service")
public interface PrefixServiceConfig {
    /** Base of prefix-service, which is asked when the copy of its data may be behind. */
    URI url();

    /** How long its answer may take. */
    @WithDefault("2s")
    Duration timeout();
}
