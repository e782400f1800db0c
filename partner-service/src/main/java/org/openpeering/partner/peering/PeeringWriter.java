/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.sql.Transactions;
import org.openpeering.partner.audit.AuditTrail;

/** Stores a peering, says so and puts it on record, always all three. Requires that the peering's row is held. */
@ApplicationScoped
public class PeeringWriter {
    private final PeeringRepository repository;
    private final AuditTrail audit;
    private final Outbox outbox;

    PeeringWriter(PeeringRepository repository, AuditTrail audit, Outbox outbox) {
        this.repository = repository;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** A peering whose row was just inserted, without connections; the answer is the same. */
    public Uni<Peering> create(Peering peering) {
        return Transactions.mandatory()
                .chain(() -> repository.connect(peering))
                .chain(() -> outbox.changed(Topic.PEERINGS, peering.published()))
                .chain(() -> record(null, peering))
                .replaceWith(peering);
    }

    /**
     * A change.
     *
     * @param before as it is stored
     * @return with its revision
     */
    public Uni<Peering> save(Peering before, Peering peering) {
        return Transactions.mandatory()
                .chain(() -> repository.update(before.connections(), peering))
                .call(revised -> outbox.changed(Topic.PEERINGS, revised.published()))
                .call(revised -> samePeering(before, peering) ? Uni.createFrom().voidItem() : record(before, revised));
    }

    /** Sessions go up and down without anybody's doing; that is telemetry, and kept off the record. */
    private static boolean samePeering(Peering before, Peering after) {
        return before.seen(_ -> false).equals(after.seen(_ -> false));
    }

    public Uni<Void> delete(Peering peering) {
        return Transactions.mandatory()
                .chain(() -> repository.delete(peering))
                .chain(outbox::nextRevision)
                .chain(revision -> outbox.deleted(Topic.PEERINGS, peering.id().key(), revision))
                .chain(() -> record(peering, null));
    }

    private Uni<Void> record(@Nullable Peering before, @Nullable Peering after) {
        Peering one = after == null ? before : after;
        return one == null
                ? Uni.createFrom().voidItem()
                : audit.changed(one.id().toString(), view(before), view(after));
    }

    private static @Nullable PeeringView view(@Nullable Peering peering) {
        return peering == null ? null : PeeringView.of(peering);
    }
}
