/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.bridge.BlockingOutbox;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.kit.bridge.Work;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.request.Page;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;

/** How the operator reads, writes and deletes entries of one kind; subclasses are singletons as their repositories. */
public abstract class EntryService<E extends Entry<E>> {
    private final String noun;
    private final EntryRepository<E> repository;
    private final BlockingOutbox outbox;
    private final AuditTrail audit;

    /** @param noun what an entry is called in messages */
    protected EntryService(String noun, EntryRepository<E> repository, BlockingOutbox outbox, AuditTrail audit) {
        this.noun = noun;
        this.repository = repository;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Where the operator finds the entry. */
    protected abstract String path(E entry);

    /** What the operator reads of it, which is what the audit trail compares. */
    protected abstract Object view(E entry);

    @Transacted
    public List<E> list(String after) {
        return repository.list("", after, Page.SIZE + 1);
    }

    /** The entries under a metro. */
    @Transacted
    public List<E> list(String metro, String after) {
        return repository.list(MetroEntity.key(metro) + "/", after, Page.SIZE + 1);
    }

    @Transacted
    public Outcome<E> get(String key) {
        return repository
                .find(key)
                .<Outcome<E>>map(Outcome.Found::new)
                .orElseGet(() -> new Outcome.Refused<>(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "The " + noun + " '" + Violations.shown(key) + "' was not found.")));
    }

    /** Creates or replaces it. */
    @Transacted
    public Outcome<E> put(Checked<E> checked) {
        return switch (checked) {
            case Checked.Invalid<E>(ApiError error) -> new Outcome.Refused<>(error);
            case Checked.Valid<E>(E wanted) ->
                switch (anchored(wanted)) {
                    case Checked.Invalid<E>(ApiError error) -> new Outcome.Refused<>(error);
                    case Checked.Valid<E>(E anchored) -> store(anchored);
                };
        };
    }

    private Outcome<E> store(E wanted) {
        if (repository.insert(wanted)) {
            return new Outcome.Created<>(save(null, wanted));
        }
        Optional<E> held = repository.lock(wanted.key());
        if (held.isEmpty()) {
            return new Outcome.Refused<>(ApiError.of(
                    ErrorCode.CONFLICT, "The " + noun + " is being deleted by another request; try again."));
        }
        E entry = wanted.replacing(held.get());
        return new Outcome.Found<>(entry.equals(held.get()) ? entry : save(held.get(), entry));
    }

    private E save(@Nullable E before, E entry) {
        E revised = entry.revised(outbox.nextRevision());
        repository.update(revised);
        Work.await(() -> audit.changed(path(revised), before == null ? null : view(before), view(revised)));
        changed(revised, outbox);
        return revised;
    }

    @Transacted
    public Outcome<E> delete(String key) {
        Optional<E> held = repository.lock(key);
        if (held.isEmpty()) {
            return new Outcome.Absent<>();
        }
        @Nullable String user = user(held.get());
        if (user != null) {
            return new Outcome.Refused<>(ApiError.of(
                    ErrorCode.IN_USE, "The " + noun + " '" + Violations.shown(key) + "' is used by " + user + "."));
        }
        repository.delete(held.get());
        Work.await(() -> audit.changed(path(held.get()), view(held.get()), null));
        deleted(held.get(), outbox);
        return new Outcome.Deleted<>();
    }

    /** The entry in the spelling of what it refers to, which is there and stays until the transaction ends. */
    protected Checked<E> anchored(E wanted) {
        return new Checked.Valid<>(wanted);
    }

    /** What refers to the entry and keeps it from being deleted, for people. */
    protected @Nullable String user(E held) {
        return null;
    }

    /** Tells others, in the same transaction. */
    protected void changed(E entry, BlockingOutbox to) {}

    /** Tells others, in the same transaction. */
    protected void deleted(E entry, BlockingOutbox to) {}

    /** Whether the metro of an entry under a metro is there; keeps it from being deleted. */
    protected static <E> Checked<E> under(MetroRepository metros, String metro, E entry) {
        return metros.share(metro)
                .<Checked<E>>map(found -> new Checked.Valid<>(entry))
                .orElseGet(() -> new Checked.Invalid<>(ApiError.of(
                        ErrorCode.PARENT_RESOURCE_NOT_FOUND,
                        "The metro '" + Violations.shown(metro) + "' was not found.")));
    }
}
