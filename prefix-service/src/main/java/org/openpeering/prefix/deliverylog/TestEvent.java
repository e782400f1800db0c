/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.deliverylog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;

/** An event that did not happen, of a prefix and networks that documentation has for itself (RFC 5737, RFC 5398). Pure. */
final class TestEvent {
    private static final IpPrefix PREFIX = IpPrefix.parse("192.0.2.0/24");
    private static final Asn ORIGIN = new Asn(64496);

    private TestEvent() {}

    static RoutingEvent of(UUID id, String webhook, Instant now) {
        return new RoutingEvent(
                "test-" + id,
                1,
                EventType.PREFIX_ANNOUNCEMENT_EVENT,
                EventType.PREFIX_ANNOUNCEMENT_EVENT.level(),
                RoutingEvent.Status.ENDED,
                100,
                PREFIX,
                PREFIX,
                List.of(ORIGIN),
                ORIGIN,
                now,
                now,
                now,
                null,
                List.of(),
                List.of(),
                List.of(new RoutingEvent.Evidence("Somebody asked for a test of the webhook " + webhook, "test", 100)),
                List.of(),
                "test/1",
                "Test of the webhook " + webhook);
    }
}
