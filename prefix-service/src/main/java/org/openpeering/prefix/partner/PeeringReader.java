/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code peerings}. */
@ApplicationScoped
public class PeeringReader {
    private final Inbox inbox;
    private final PartnerService service;

    PeeringReader(Inbox inbox, PartnerService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("peerings")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, Peering.class, service::peerings);
    }
}
