/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.RoutingEvent;

/**
 * An event as one subscription is told of it.
 *
 * @param test whether nothing happened, and only the way is tried
 * @param now when it is told
 * @param link where people read on; empty: nobody has said what clients call us
 */
public record Notice(Subscription subscription, RoutingEvent event, boolean test, Instant now, Optional<URI> link) {
    /** The same for each attempt and each receiver; another for what is said of the event later. */
    public String id() {
        return id(event.id(), event.revision());
    }

    public static String id(String event, long revision) {
        return event + ":" + revision;
    }
}
