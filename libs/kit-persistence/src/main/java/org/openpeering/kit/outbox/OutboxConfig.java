/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code openpeering.outbox.*}. */
@ConfigMapping(prefix = "openpeering.outbox")
public interface OutboxConfig {
    /** Whether this replica sends to Kafka what others are told; one of them has to. */
    @WithDefault("true")
    boolean relay();
}
