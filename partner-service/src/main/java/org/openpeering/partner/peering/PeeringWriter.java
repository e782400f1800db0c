/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.outbox.Outbox;

/** Stores a peering and says so, always both. */
@ApplicationScoped
class PeeringWriter {
    private final PeeringRepository repository;
    private final Outbox outbox;

    PeeringWriter(PeeringRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    /** Requires that the row is held. */
    PeeringEntity save(PeeringEntity peering) {
        PeeringEntity revised = peering.revised(outbox.nextRevision());
        repository.update(revised.id().subscription(), revised);
        outbox.changed(Topic.PEERINGS, revised.published());
        return revised;
    }

    /** Requires that the row is held. */
    void delete(PeeringEntity peering) {
        repository.delete(peering.id().subscription(), peering);
        outbox.deleted(Topic.PEERINGS, peering.id().key(), outbox.nextRevision());
    }
}
