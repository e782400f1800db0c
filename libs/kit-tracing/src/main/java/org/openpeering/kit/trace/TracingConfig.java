/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.kit.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** {@code openpeering.tracing.*}. */
@ConfigMapping(prefix = "openpeering.tracing")
public interface TracingConfig {
    /** Where a collector takes OTLP over HTTP, without {@code /v1/traces}; without a value there are no traces. */
    Optional<URI> endpoint();

    /**
     * The share of requests that the gateway traces of those that no caller has decided about, 0 to 1. A caller decides by
     * the header {@code traceparent}.
     */
    @WithDefault("0.01")
    double ratio();
}
