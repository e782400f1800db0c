/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code routing-events}. */
@ApplicationScoped
public class RoutingEventReader {
    private final Inbox inbox;
    private final EventService service;

    RoutingEventReader(Inbox inbox, EventService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("routing-events")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, RoutingEvent.class, service::record);
    }
}
