/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routes;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.PrefixRoutes;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code prefix-routes}. */
@ApplicationScoped
public class PrefixRoutesReader {
    private final Inbox inbox;
    private final RoutesService service;

    PrefixRoutesReader(Inbox inbox, RoutesService service) {
        this.inbox = inbox;
        this.service = service;
    }

    @Incoming("prefix-routes")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(
                batch,
                PrefixRoutes.class,
                messages -> Work.blocking(() -> {
                            service.prefixRoutes(messages);
                            return true;
                        })
                        .replaceWithVoid());
    }
}
