/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code prefix-latency}. */
@ApplicationScoped
public class PrefixLatencyReader {
    private final Inbox inbox;
    private final LatencyCopies copies;

    PrefixLatencyReader(Inbox inbox, LatencyCopies copies) {
        this.inbox = inbox;
        this.copies = copies;
    }

    @Incoming("prefix-latency")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, PrefixLatency.class, copies::store);
    }
}
