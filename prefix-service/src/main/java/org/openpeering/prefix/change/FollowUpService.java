/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Trail;
import org.openpeering.prefix.change.FollowUpRepository.Affected;
import org.openpeering.prefix.monitored.MonitoredPrefixService;

/**
 * Does what follows from changes: computes what is monitored, and queues validations. In small transactions, so that a
 * change of a hundred thousand prefixes stands in nobody's way, least of all a change of one. Any number of replicas may.
 */
@ApplicationScoped
public class FollowUpService {
    private static final int SMALL = 256;
    private static final int CHUNK = 500;
    /** Changes that concern nobody yet, in one transaction. */
    private static final int IDLE = 64;

    private final ChangeRepository changes;
    private final FollowUpRepository repository;
    private final MonitoredPrefixService monitored;
    private final RevalidationRepository revalidation;
    private final List<PeeringChild> children;
    private final List<Completion> completions;
    private final List<Sweep> sweeps;
    private final Recheck recheck;
    private final Trail trail;

    FollowUpService(
            ChangeRepository changes,
            FollowUpRepository repository,
            MonitoredPrefixService monitored,
            RevalidationRepository revalidation,
            @All List<PeeringChild> children,
            @All List<Completion> completions,
            @All List<Sweep> sweeps,
            Recheck recheck,
            Trail trail) {
        this.changes = changes;
        this.repository = repository;
        this.monitored = monitored;
        this.revalidation = revalidation;
        this.children = children;
        this.completions = completions;
        this.sweeps = sweeps;
        this.recheck = recheck;
        this.trail = trail;
    }

    /** The first changes of one prefix each; how many there were. */
    @WithTransaction
    public Uni<Integer> small() {
        return changes.takeSmall(SMALL)
                .chain(taken -> trail.follow("follow up", traces(taken))
                        .chain(step -> followUp(taken).onTermination().invoke(step::ended)));
    }

    private static List<@Nullable String> traces(List<Change> taken) {
        List<@Nullable String> traces = new ArrayList<>();
        taken.forEach(change -> traces.add(change.trace()));
        return traces;
    }

    private Uni<Integer> followUp(List<Change> all) {
        return Uni.createFrom()
                .item(all)
                .call(taken -> monitored.changed(
                        subjects(taken.stream().filter(change -> change.kind().monitored()))))
                .call(taken -> revalidation.enqueuePrefixes(subjects(taken.stream())))
                .map(List::size);
    }

    private static Set<String> subjects(Stream<Change> changes) {
        return changes.map(Change::subject).collect(Collectors.toSet());
    }

    /** A part of the first change of many, with those before it that concern nobody; false when there is none. */
    @WithTransaction
    public Uni<Boolean> large() {
        return large(0);
    }

    /** @param idle changes of this transaction that concerned nobody */
    private Uni<Boolean> large(int idle) {
        return idle == IDLE
                ? Uni.createFrom().item(true)
                : changes.lockLarge()
                        .chain(first -> first == null
                                ? Uni.createFrom().item(idle > 0)
                                : traced(first)
                                        .chain(concerned ->
                                                concerned ? Uni.createFrom().item(true) : large(idle + 1)));
    }

    /** What is due by now. */
    @WithTransaction
    public Uni<Void> sweep() {
        return inOrder(sweeps, Sweep::sweep);
    }

    private Uni<Boolean> traced(Change change) {
        return trail.follow("follow up", traces(List.of(change)))
                .chain(step -> followUp(change).onTermination().invoke(step::ended));
    }

    /** Whether it concerned anything. */
    private Uni<Boolean> followUp(Change change) {
        return dropChildren(change).chain(dropped -> dropped ? Uni.createFrom().item(true) : followUpOfOthers(change));
    }

    /** Whether there were any. */
    private Uni<Boolean> dropChildren(Change change) {
        return change.kind() == ChangeKind.PEERING_GONE
                ? dropChildren(change.subject(), Long.parseLong(change.detail()), children.iterator())
                : Uni.createFrom().item(false);
    }

    /** Of the first kind that has some. */
    private static Uni<Boolean> dropChildren(String peering, long before, Iterator<PeeringChild> kinds) {
        return kinds.hasNext()
                ? kinds.next()
                        .dropUnder(peering, before, CHUNK)
                        .chain(dropped -> dropped ? Uni.createFrom().item(true) : dropChildren(peering, before, kinds))
                : Uni.createFrom().item(false);
    }

    private Uni<Boolean> followUpOfOthers(Change change) {
        List<Completion> due = completions.stream()
                .filter(completion -> completion.kind() == change.kind())
                .toList();
        return inOrder(due, completion -> completion.complete(change.subject()))
                .chain(() -> repository.next(change, CHUNK))
                .call(affected -> watch(change, affected))
                .call(affected -> revalidate(change, affected))
                .call(affected -> affected.size() < CHUNK
                        ? changes.remove(change)
                        : changes.advance(change, affected.getLast().key()))
                .map(affected -> !affected.isEmpty() || !due.isEmpty());
    }

    private Uni<Void> watch(Change change, List<Affected> affected) {
        return change.kind().monitored()
                ? monitored
                        .changed(affected.stream()
                                .filter(Affected::watched)
                                .map(Affected::prefix)
                                .collect(Collectors.toSet()))
                        .chain(revalidation::enqueuePrefixes)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> revalidate(Change change, List<Affected> affected) {
        return inOrder(List.of(TargetKind.values()), kind -> {
            List<String> keys = affected.stream()
                    .filter(one -> one.kind() == kind)
                    .map(Affected::key)
                    .toList();
            return worthwhile(change, kind, keys).chain(due -> revalidation.enqueue(kind, due, change.priority()));
        });
    }

    /** Of everything hardly anything is judged otherwise: the queue need not hold the rest. */
    private Uni<List<String>> worthwhile(Change change, TargetKind kind, List<String> keys) {
        return change.kind() == ChangeKind.EVERYTHING && !keys.isEmpty()
                ? recheck.outdated(kind, keys)
                : Uni.createFrom().item(keys);
    }

    private static <T> Uni<Void> inOrder(List<T> all, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .onItem()
                .ignoreAsUni();
    }
}
