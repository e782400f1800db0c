/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Work;
import org.openpeering.partner.audit.AuditTrail;

/** Stores a peering, says so and puts it on record, always all three. */
@ApplicationScoped
class PeeringWriter {
    private final PeeringRepository repository;
    private final AuditTrail audit;
    private final BlockingOutbox outbox;

    PeeringWriter(PeeringRepository repository, AuditTrail audit, BlockingOutbox outbox) {
        this.repository = repository;
        this.audit = audit;
        this.outbox = outbox;
    }

    /**
     * Requires that the row is held.
     *
     * @param before null: its row was just inserted, without connections
     */
    PeeringEntity save(@Nullable PeeringEntity before, PeeringEntity peering) {
        PeeringEntity revised = before == null ? peering : peering.revised(outbox.nextRevision());
        if (before == null) {
            repository.connect(revised);
        } else {
            repository.update(revised.id().subscription(), revised);
        }
        outbox.changed(Topic.PEERINGS, revised.published());
        if (before == null || !samePeering(before, peering)) {
            Work.await(() -> audit.changed(
                    revised.id().toString(), before == null ? null : PeeringView.of(before), PeeringView.of(revised)));
        }
        return revised;
    }

    /** Sessions go up and down without anybody's doing; that is telemetry, and kept off the record. */
    private static boolean samePeering(PeeringEntity before, PeeringEntity after) {
        return before.seen(_ -> false).equals(after.seen(_ -> false));
    }

    /** Requires that the row is held. */
    void delete(PeeringEntity peering) {
        repository.delete(peering.id().subscription(), peering);
        outbox.deleted(Topic.PEERINGS, peering.id().key(), outbox.nextRevision());
        Work.await(() -> audit.changed(peering.id().toString(), PeeringView.of(peering), null));
    }
}
