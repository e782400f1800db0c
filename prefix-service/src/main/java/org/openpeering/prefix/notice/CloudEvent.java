/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.notice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.insights.RoutingEvent;

/**
 * CloudEvents 1.0, structured mode. {@code source} and {@code id} name what is told: who has seen both before may drop it.
 *
 * @param subject the monitored prefix
 * @param test an extension: whether nothing happened; null: it did
 */
@RegisterForReflection
record CloudEvent(
        String specversion,
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        @Nullable Boolean test,
        RoutingEvent data) {
    static final String MEDIA_TYPE = "application/cloudevents+json";

    static CloudEvent of(Notice notice) {
        RoutingEvent event = notice.event();
        return new CloudEvent(
                "1.0",
                notice.id(),
                "/subscriptions/" + notice.subscription() + "/providers/" + ResourceType.NAMESPACE,
                ResourceType.NAMESPACE + "." + event.type().wire(),
                event.prefix().toString(),
                event.lastSeen(),
                "application/json",
                notice.test() ? true : null,
                event);
    }
}
