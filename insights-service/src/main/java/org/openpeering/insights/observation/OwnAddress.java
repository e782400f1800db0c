/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.observation;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where other replicas reach this one, as session-states tells them. */
@ApplicationScoped
class OwnAddress {
    private final CollectorConfig config;

    OwnAddress(CollectorConfig config) {
        this.config = config;
    }

    /** {@code host:port}, of an IPv6 address {@code [address]:port}. */
    String own() throws UnknownHostException {
        String host = config.host().isPresent()
                ? config.host().get()
                : InetAddress.getLocalHost().getHostAddress();
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + config.port();
    }
}
