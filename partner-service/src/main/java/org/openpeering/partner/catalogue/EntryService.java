/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.error.ErrorCode;
import org.openpeering.kit.error.Outcome;
import org.openpeering.kit.error.Refusal;
import org.openpeering.kit.outbox.Outbox;
import org.openpeering.kit.request.Held;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.partner.Checked;
import org.openpeering.partner.Violations;
import org.openpeering.partner.audit.AuditTrail;

/**
 * How the operator reads, writes and deletes entries of one kind; subclasses are singletons as their repositories.
 *
 * <p>Whoever writes locks the key first, then what the entry refers to, then its row. So two writers of one entry
 * follow each other, whether it is there or not, and the revision that the first of them takes is the lower one.
 *
 * @param <S> what the operator writes
 * @param <V> what the operator reads, which is what the audit trail compares and what decides whether anything has changed
 */
public abstract class EntryService<E extends Entry<E>, S, V> {
    private final String noun;
    private final EntryRepository<E> repository;
    private final Outbox outbox;
    private final AuditTrail audit;

    /** @param noun what an entry is called in messages */
    protected EntryService(String noun, EntryRepository<E> repository, Outbox outbox, AuditTrail audit) {
        this.noun = noun;
        this.repository = repository;
        this.outbox = outbox;
        this.audit = audit;
    }

    protected abstract Checked<E> check(EntryPath path, S spec);

    protected abstract V view(E entry);

    /** Where the operator finds the entry. */
    protected abstract String path(E entry);

    protected String key(EntryPath path) {
        return path.key();
    }

    /** @param metro null: not only those of one metro */
    @WithSession
    public Uni<List<E>> list(@Nullable String metro, String after) {
        return repository.list(EntryPath.below(metro), after, Page.SIZE + 1);
    }

    @WithSession
    public Uni<Outcome<E>> get(EntryPath path) {
        return repository
                .find(key(path))
                .onItem()
                .ifNull()
                .failWith(() -> new Refusal(ApiError.of(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        "The " + noun + " '" + Violations.shown(key(path)) + "' was not found.")))
                .<Outcome<E>>map(Outcome.Found::new)
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    /** Creates or replaces it. */
    @WithTransaction
    public Uni<Outcome<E>> put(EntryPath path, S spec, Preconditions conditions) {
        return switch (check(path, spec)) {
            case Checked.Invalid<E>(ApiError error) -> Uni.createFrom().item(new Outcome.Refused<>(error));
            case Checked.Valid<E>(E wanted) -> put(wanted, conditions);
        };
    }

    private Uni<Outcome<E>> put(E checked, Preconditions conditions) {
        return repository
                .lockKey(checked.key())
                .chain(() -> anchored(checked))
                .chain(wanted ->
                        held(wanted.key(), conditions).put(() -> create(wanted), held -> replace(held, wanted)))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Held<E> held(String key, Preconditions conditions) {
        return Held.of(repository.lock(key), Entry::revision, conditions);
    }

    private Uni<Outcome<E>> create(E entry) {
        return outbox.nextRevision()
                .invoke(entry::revise)
                .chain(() -> repository.insert(entry))
                .chain(() -> record(path(entry), null, view(entry)))
                .chain(() -> changed(null, entry))
                .map(_ -> new Outcome.Created<>(entry));
    }

    private Uni<E> replace(E held, E wanted) {
        V before = view(held);
        return outbox.nextRevision().chain(revision -> {
            admit(held, wanted);
            held.take(wanted);
            return view(held).equals(before) ? Uni.createFrom().item(held) : update(before, held, revision);
        });
    }

    private Uni<E> update(V before, E entry, long revision) {
        entry.revise(revision);
        return repository
                .store(entry)
                .chain(() -> record(path(entry), before, view(entry)))
                .chain(() -> changed(before, entry))
                .replaceWith(entry);
    }

    @WithTransaction
    public Uni<Outcome<E>> delete(EntryPath path, Preconditions conditions) {
        String key = key(path);
        return repository
                .lockKey(key)
                .chain(() -> prepareDelete(key))
                .chain(() -> held(key, conditions).delete(this::delete))
                .onFailure(Refusal.class)
                .recoverWithItem(Refusal::outcome);
    }

    private Uni<Void> delete(E held) {
        return use(held)
                .invoke(this::refuseUsed)
                .chain(() -> repository.delete(held))
                .chain(() -> record(path(held), view(held), null))
                .chain(() -> deleted(held));
    }

    private void refuseUsed(@Nullable String use) {
        if (use != null) {
            throw new Refusal(ApiError.of(ErrorCode.IN_USE, use));
        }
    }

    private Uni<Void> record(String path, @Nullable V before, @Nullable V after) {
        return audit.changed(path, before, after);
    }

    /** The entry in the spelling of what it refers to, which is there and stays until the transaction ends. */
    protected Uni<E> anchored(E wanted) {
        return Uni.createFrom().item(wanted);
    }

    /** Throws a {@link Refusal} when what is held must not become what is wanted. */
    protected void admit(E held, E wanted) {}

    /** Locks what has to be locked before the entry that is to be deleted. */
    protected Uni<Void> prepareDelete(String key) {
        return Uni.createFrom().voidItem();
    }

    /** Why the entry must not be deleted, for people; null when nothing refers to it. */
    protected Uni<@Nullable String> use(E held) {
        return Uni.createFrom().nullItem();
    }

    /** That the entry is used by something. */
    protected String usedBy(E held, String user) {
        return "The " + noun + " '" + Violations.shown(held.key()) + "' is used by " + user + ".";
    }

    /** Tells others, in the same transaction. */
    protected Uni<Void> changed(@Nullable V before, E entry) {
        return Uni.createFrom().voidItem();
    }

    /** Tells others, in the same transaction. */
    protected Uni<Void> deleted(E entry) {
        return Uni.createFrom().voidItem();
    }
}
