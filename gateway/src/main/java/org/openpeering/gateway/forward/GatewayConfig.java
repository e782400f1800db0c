/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** {@code openpeering.gateway.*}; the values stand in application.properties. */
@ConfigMapping(prefix = "openpeering.gateway")
public interface GatewayConfig {
    /** Base of partner-service; a path in it is ignored. */
    URI partnerUrl();

    /** Base of prefix-service. */
    URI prefixUrl();

    /** Base of insights-service. */
    URI insightsUrl();

    /** What clients call the gateway, when that must not be taken from their Host header. */
    Optional<URI> publicUrl();

    /** First part of x-ms-routing-request-id. */
    @WithDefault("LOCAL")
    String region();

    /** To and from the services. */
    Pool pool();

    /** Connections and times of forwarding. */
    interface Pool {
        /** Connections to one service, beside streams. */
        int connections();

        /** Requests that wait for one before 503. */
        int queue();

        /** Streams (text/event-stream) to one service. */
        int streams();

        /** Uploads (bodies beyond the usual limit) to one service. */
        int uploads();

        /** To get a connection, waiting included; then 503. */
        Duration connectTimeout();

        /** Without a byte of the answer; then 504. */
        Duration timeout();

        /** From the begin of an upload to the begin of its answer; then 504. */
        Duration uploadTimeout();

        /** Without a byte, heartbeats included, on a stream. */
        Duration streamTimeout();
    }
}
