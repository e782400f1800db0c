/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.inbox.Inbox;

/** Takes over from {@code monitored-prefixes} and {@code peerings} who holds prefixes and sessions, and since when. */
@ApplicationScoped
public class HoldingReader {
    private final Inbox inbox;
    private final SessionHistoryService service;

    HoldingReader(Inbox inbox, SessionHistoryService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("monitored-prefixes")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, MonitoredPrefix.class, service::held);
    }

    @Incoming("peerings")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> readPeerings(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, Peering.class, service::sessionsHeld);
    }
}
