/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.RouteActivity;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code route-activity}. */
@ApplicationScoped
public class ActivityReader {
    private final Inbox inbox;
    private final SessionHistoryService service;

    ActivityReader(Inbox inbox, SessionHistoryService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("route-activity")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, RouteActivity.class, service::counted);
    }
}
