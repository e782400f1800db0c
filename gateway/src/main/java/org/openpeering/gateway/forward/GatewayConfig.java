/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code openpeering.gateway.*}; the values stand in application.properties. */
@ConfigMapping(prefix = "openpeering.gateway")
public interface GatewayConfig {
    /** Base of partner-service; a path in it is ignored. */
    URI partnerUrl();

    /** Base of prefix-service. */
    URI prefixUrl();

    /** Base of insights-service. */
    URI insightsUrl();

    /** What clients call the gateway, such as {@code https://peering.example.net}; has to be there in production. */
    Optional<URI> publicUrl();

    /** Whether an ingress ends TLS before the port of plain HTTP, and nobody but it can reach that port. */
    @WithDefault("false")
    boolean behindTls();

    /** The hosts, in lower case, that a request may name where there is no public URL. */
    @WithDefault("localhost,127.0.0.1,[::1]")
    Set<String> hosts();

    /** First part of {@code x-ms-routing-request-id}. */
    @WithDefault("LOCAL")
    String region();

    /** To and from the services. */
    Pool pool();

    /** Connections and times of forwarding. */
    interface Pool {
        /** Connections to one service, beside streams. No subscription gets more than half of this and the next three. */
        int connections();

        /** Requests that wait for a connection to one service before 503. */
        int queue();

        /** Streams ({@code text/event-stream}) to one service. */
        int streams();

        /** Uploads (bodies beyond the usual limit) to one service. */
        int uploads();

        /** Most bytes of request bodies that have come and not been answered, of all requests. */
        long bodies();

        /** How long a body of the usual length may take to come; then 408. */
        Duration bodyTimeout();

        /** How long a request waits for a place, and as long again for a connection; then 503. */
        Duration connectTimeout();

        /** How long a service may take without a byte of the answer; then 504. */
        Duration timeout();

        /** How long it may take from the begin of an upload to the begin of its answer; then 504. */
        Duration uploadTimeout();

        /** How long a stream may have no byte, heartbeats included; then it is ended. */
        Duration streamTimeout();
    }
}
