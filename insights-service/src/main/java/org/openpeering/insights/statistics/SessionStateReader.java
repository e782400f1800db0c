/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.statistics;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.ObservedSession;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code session-states}. */
@ApplicationScoped
public class SessionStateReader {
    private final Inbox inbox;
    private final SessionHistoryService service;

    SessionStateReader(Inbox inbox, SessionHistoryService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("session-states")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, ObservedSession.class, service::observed);
    }
}
