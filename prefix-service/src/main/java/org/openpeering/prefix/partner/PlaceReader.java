/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.partner.Place;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code places}. */
@ApplicationScoped
public class PlaceReader {
    private final Inbox inbox;
    private final PartnerService service;

    PlaceReader(Inbox inbox, PartnerService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("places")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, Place.class, service::places);
    }
}
