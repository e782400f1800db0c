/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.openpeering.contract.insights.EventLevel;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.testing.Network.Partner;

/** Somebody with prefixes of a partner's, to which things happen. */
public record Customer(Network network, Partner partner, String subscription, Api api) {
    public static Customer of(Network network, Partner partner) {
        String subscription = Network.subscription();
        return new Customer(network, partner, subscription, new Api(subscription, "Contributor"));
    }

    /** A prefix of a service, with its key. */
    public String claimed(String service, String name) {
        String fresh = Network.freshPrefix();
        String key = new Api(partner.subscription(), "Contributor")
                .put(Api.registration(partner.peering(), fresh.replace('/', '-')), Api.prefixBody(fresh))
                .path("properties.peeringServicePrefixKey");
        assertThat(api.put(Api.service(service), Api.serviceBody(partner.provider(), partner.metro()))
                        .statusCode())
                .isIn(200, 201);
        api.put(Api.prefix(service, name), Api.prefixBody(fresh, key)).then().statusCode(201);
        return fresh;
    }

    public void happens(String prefix, String id, long revision, EventType type) {
        network.event(event(prefix, id, revision, type));
    }

    public static RoutingEvent event(String prefix, String id, long revision, EventType type) {
        return event(prefix, id, revision, type, type.level());
    }

    public static RoutingEvent event(String prefix, String id, long revision, EventType type, EventLevel level) {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        return new RoutingEvent(
                id,
                revision,
                type,
                level,
                RoutingEvent.Status.OPEN,
                80,
                IpPrefix.parse(prefix),
                IpPrefix.parse(prefix),
                List.of(new Asn(64500)),
                new Asn(64511),
                now,
                now.plusSeconds(revision),
                null,
                null,
                List.of("edge-1|192.0.2.1"),
                List.of(new Asn(64500)),
                List.of(new RoutingEvent.Evidence("Origin 64511 is not one of 64500", "bmp:edge-1", 80)),
                List.of(),
                "origin-change/1",
                "Origin of " + prefix + " changed to 64511");
    }
}
