/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.event;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.CollectorGap;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code collector-gaps}. */
@ApplicationScoped
public class CollectorGapReader {
    private final Inbox inbox;
    private final GapService service;

    CollectorGapReader(Inbox inbox, GapService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("collector-gaps")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, CollectorGap.class, service::record);
    }
}
