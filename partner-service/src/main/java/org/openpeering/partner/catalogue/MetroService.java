/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.arm.Outcome;
import org.openpeering.kit.arm.Page;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;

/** The operator's metros. */
@ApplicationScoped
public class MetroService {
    private final MetroRepository repository;
    private final Outbox outbox;

    MetroService(MetroRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    @Transactional
    public List<MetroEntity> list(String after) {
        return repository.list(after, Page.SIZE + 1);
    }

    @Transactional
    public Outcome<MetroEntity> get(String name) {
        return repository
                .find(name)
                .<Outcome<MetroEntity>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND, "The metro '" + Violations.shown(name) + "' was not found.")));
    }

    @Transactional
    public Outcome<MetroEntity> put(String name, MetroSpec spec) {
        return switch (CatalogueRules.check(name, spec)) {
            case Checked.Invalid<MetroEntity>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<MetroEntity>(MetroEntity metro) -> store(metro);
        };
    }

    private Outcome<MetroEntity> store(MetroEntity wanted) {
        if (repository.insert(wanted)) {
            return new Outcome.Created<>(save(wanted));
        }
        Optional<MetroEntity> found = repository.lock(wanted.name());
        if (found.isEmpty()) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.CONFLICT, "The metro is being deleted by another request; try again."));
        }
        MetroEntity held = found.get();
        MetroEntity metro =
                new MetroEntity(held.name(), held.revision(), wanted.country(), wanted.latitude(), wanted.longitude());
        return new Outcome.Found<>(metro.saysTheSame(held) ? held : save(metro));
    }

    private MetroEntity save(MetroEntity metro) {
        MetroEntity revised = metro.revised(outbox.nextRevision());
        repository.update(revised);
        return revised;
    }

    @Transactional
    public Outcome<MetroEntity> delete(String name) {
        Optional<MetroEntity> held = repository.lock(name);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        @Nullable String user = repository.user(held.get());
        if (user != null) {
            return new Outcome.Refused<>(
                    ApiError.of(ErrorCode.IN_USE, "The metro '" + held.get().name() + "' is used by " + user + "."));
        }
        repository.delete(held.get());
        return new Outcome.Deleted<>();
    }
}
