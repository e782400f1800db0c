/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.event.Topic;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.audit.AuditTrail;

/** The operator's metros. */
@Singleton
public class MetroService extends EntryService<MetroEntity, MetroSpec, MetroView> {
    private final MetroRepository repository;
    private final Outbox outbox;

    MetroService(MetroRepository repository, Outbox outbox, AuditTrail audit) {
        super("metro", repository, outbox, audit);
        this.repository = repository;
        this.outbox = outbox;
    }

    @Override
    protected Checked<MetroEntity> check(EntryPath path, MetroSpec spec) {
        return MetroRules.check(path.name(), spec);
    }

    @Override
    protected Uni<@Nullable String> use(MetroEntity held) {
        return repository.user(held).onItem().ifNotNull().transform(user -> usedBy(held, user));
    }

    @Override
    protected Uni<Void> changed(@Nullable MetroView before, MetroEntity metro) {
        return outbox.changed(Topic.PLACES, metro.published());
    }

    @Override
    protected Uni<Void> deleted(MetroEntity metro) {
        return outbox.nextRevision()
                .chain(revision ->
                        outbox.deleted(Topic.PLACES, metro.published().key(), revision));
    }

    @Override
    protected String path(MetroEntity metro) {
        return "/operator/catalogue/metros/" + metro.name();
    }

    @Override
    protected MetroView view(MetroEntity metro) {
        return MetroView.of(metro);
    }
}
