/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.error.Outcome;
import org.openpeering.partner.audit.AuditTrail;

/** The operator's metros. */
@Singleton
public class MetroService extends EntryService<MetroEntity> {
    private final MetroRepository repository;

    MetroService(MetroRepository repository, BlockingOutbox outbox, AuditTrail audit) {
        super("metro", repository, outbox, audit);
        this.repository = repository;
    }

    @Transacted
    public Outcome<MetroEntity> put(String name, MetroSpec spec) {
        return put(MetroRules.check(name, spec));
    }

    @Override
    protected @Nullable String user(MetroEntity held) {
        return repository.user(held);
    }

    @Override
    protected String path(MetroEntity metro) {
        return "/operator/catalogue/metros/" + metro.name();
    }

    @Override
    protected Object view(MetroEntity metro) {
        return MetroView.of(metro);
    }
}
