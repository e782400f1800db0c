/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code openpeering.database.*}; where it is are Quarkus' own {@code quarkus.datasource.*}. */
@ConfigMapping(prefix = "openpeering.database")
public interface DatabaseConfig {
    /** How long PostgreSQL may be away at the start of a service. */
    @WithDefault("5m")
    Duration patience();

    /**
     * Whether the service does nothing before PostgreSQL has answered. One that does not wait begins without, goes on trying, and
     * ends when the database it then finds is one that it must not or can't work with.
     */
    @WithDefault("true")
    boolean awaited();
}
