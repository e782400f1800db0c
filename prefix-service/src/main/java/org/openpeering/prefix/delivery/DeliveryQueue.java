/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.wake.Wakes;
import org.openpeering.prefix.event.EventListener;
import org.openpeering.prefix.webhook.WebhookConfig;

/**
 * Queues each event for the webhooks that want it, in the transaction that records it: who may be told is who has the prefix
 * with its key at that moment. What belongs to a mail of an hour or a day waits for its end. A message that is read twice is
 * queued once, and a revision that comes late, when a newer one was queued, is not queued at all.
 */
@ApplicationScoped
public class DeliveryQueue implements EventListener {
    /** What wakes the worker. */
    public static final String QUEUE = "webhooks";

    private final QueueRepository repository;
    private final Wakes wakes;
    private final Duration retryFor;

    DeliveryQueue(QueueRepository repository, Wakes wakes, WebhookConfig config) {
        this.repository = repository;
        this.wakes = wakes;
        this.retryFor = config.retryFor();
    }

    @Override
    public Uni<Void> recorded(List<RoutingEvent> events) {
        return repository
                .add(events, retryFor)
                .invoke(queued -> {
                    if (queued > 0) {
                        wakes.afterCommit(QUEUE);
                    }
                })
                .replaceWithVoid();
    }
}
