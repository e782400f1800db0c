/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code openpeering.egress.*}: requests to where customers say. */
@ConfigMapping(prefix = "openpeering.egress")
public interface EgressConfig {
    /** Whether customers may name this machine itself, also without TLS; never in production. */
    @WithDefault("false")
    boolean allowLoopback();

    /** The ports that they may name. */
    @WithDefault("443,8443")
    Set<Integer> ports();

    /** One attempt, from resolving the name to the end of the answer. */
    @WithDefault("10s")
    Duration timeout();

    /** The part of it in which there has to be a connection. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** The name of a {@code quarkus.tls} configuration that says whose certificates are believed; without it Java's. */
    Optional<String> tlsConfigurationName();
}
