/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.kit.inbox.Inbox;

/** Takes over {@code monitor-workspaces}. */
@ApplicationScoped
public class WorkspaceReader {
    private final Inbox inbox;
    private final Workspaces workspaces;

    WorkspaceReader(Inbox inbox, Workspaces workspaces) {
        this.inbox = inbox;
        this.workspaces = workspaces;
    }

    @Incoming("monitor-workspaces")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    Uni<Void> read(KafkaRecordBatch<byte[], byte[]> batch) {
        return inbox.read(batch, MonitorWorkspace.class, workspaces::store);
    }
}
