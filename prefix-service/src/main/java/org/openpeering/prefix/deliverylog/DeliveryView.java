/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.deliverylog;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.EventType;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.delivery.DeliveryState;

/**
 * One event's revision on its way to a webhook.
 *
 * @param id of the delivery
 * @param messageId what the message calls itself: that of the event with its revision
 * @param test whether nothing happened, and only the way is tried
 * @param nextAttempt of one that waits: not before; that the webhook fails may make it later
 * @param expires of one that waits: then it is a dead letter
 * @param lastAttempt absent: there was none
 */
@RegisterForReflection
public record DeliveryView(
        String id,
        String messageId,
        String eventId,
        long revision,
        EventType eventType,
        IpPrefix prefix,
        boolean test,
        DeliveryState state,
        Instant created,
        @Nullable Instant ended,
        int attempts,
        @Nullable AttemptView lastAttempt,
        @Nullable Instant nextAttempt,
        @Nullable Instant expires) {
    /**
     * @param status of the answer; absent: there was none
     * @param reason why it failed; absent: it did not
     * @param milliseconds from resolving the name to the end of the answer
     */
    @RegisterForReflection
    public record AttemptView(
            Instant at, @Nullable Integer status, @Nullable String reason, long milliseconds) {}
}
