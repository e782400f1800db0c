/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Trail;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.RevalidationRepository.Target;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;
import org.openpeering.prefix.report.VerdictRepository.Remembered;
import org.openpeering.prefix.validation.Judge.JudgedCustomer;
import org.openpeering.prefix.validation.ValidationRepository.Locked;

/**
 * Works through the queue of {@link RevalidationRepository}. Any number of replicas may: a target's row is locked before
 * its evidence is read, and one that is locked is left in the queue. So of two that validate the same prefix the later
 * has the newer evidence, and nothing waits for a lock.
 */
@ApplicationScoped
public class ValidationService {
    private static final Logger LOG = Logger.getLogger(ValidationService.class);
    /** Between two changes of a verdict that keeps changing: whoever flaps must not fill the history. */
    private static final Duration REST = Duration.ofMillis(900);

    private final RevalidationRepository queue;
    private final ChangeRepository changes;
    private final ValidationRepository repository;
    private final Judge judge;
    private final VerdictRepository verdicts;
    private final ValidationConfig config;
    private final Trail trail;

    ValidationService(
            RevalidationRepository queue,
            ChangeRepository changes,
            ValidationRepository repository,
            Judge judge,
            VerdictRepository verdicts,
            ValidationConfig config,
            Trail trail) {
        this.queue = queue;
        this.changes = changes;
        this.repository = repository;
        this.judge = judge;
        this.verdicts = verdicts;
        this.config = config;
        this.trail = trail;
    }

    /**
     * Validates the first targets of the queue.
     *
     * @return how many were validated, or are gone
     */
    @WithTransaction
    public Uni<Integer> validateNext(int limit) {
        return queue.waiting(limit)
                .chain(waiting -> Multi.createFrom()
                        .items(TargetKind.values())
                        .onItem()
                        .transformToUniAndConcatenate(kind -> validate(kind, keys(waiting, kind)))
                        .collect()
                        .with(Collectors.summingInt(Integer::intValue)));
    }

    private static List<String> keys(List<Target> waiting, TargetKind kind) {
        return waiting.stream()
                .filter(target -> target.kind() == kind)
                .map(Target::key)
                .toList();
    }

    /**
     * Targets of one kind that wait.
     *
     * @param locked those that nobody else holds
     * @param gone are not there any more
     */
    private record Batch(TargetKind kind, List<String> keys, List<Locked> locked, Set<String> gone) {
        boolean complete() {
            return locked.size() == keys.size();
        }

        Batch existing(Collection<String> existing) {
            Set<String> missing = new HashSet<>(keys);
            missing.removeAll(existing);
            return new Batch(kind, keys, locked, missing);
        }

        List<String> handled() {
            return Stream.concat(locked.stream().map(Locked::key), gone.stream())
                    .toList();
        }

        List<String> resting() {
            return locked.stream().filter(Locked::resting).map(Locked::key).toList();
        }

        List<String> now() {
            return locked.stream()
                    .filter(target -> !target.resting())
                    .map(Locked::key)
                    .toList();
        }
    }

    private Uni<Integer> validate(TargetKind kind, List<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(0)
                : repository
                        .lock(kind, keys, config.changesAMinute(), REST)
                        .map(locked -> new Batch(kind, keys, locked, Set.of()))
                        .chain(this::withGone)
                        .chain(batch -> queue.remove(batch.handled())
                                .chain(traces -> trail.follow("validate", traces))
                                // From here on statements see whatever the rows just removed stood for.
                                .chain(step ->
                                        validate(kind, batch).onTermination().invoke(step::ended)));
    }

    private Uni<Integer> validate(TargetKind kind, Batch batch) {
        return queue.postpone(kind, batch.resting(), REST)
                .chain(() -> judge(kind, batch.now()))
                .replaceWith(() -> batch.handled().size());
    }

    private Uni<Batch> withGone(Batch batch) {
        return batch.complete()
                ? Uni.createFrom().item(batch)
                : repository.existing(batch.kind(), batch.keys()).map(batch::existing);
    }

    private Uni<Void> judge(TargetKind kind, List<String> keys) {
        return switch (kind) {
            case REGISTERED ->
                judge.registered(keys).chain(judged -> settle(kind, judged)).replaceWithVoid();
            case CUSTOMER -> judge.customers(keys).chain(this::settleCustomers);
        };
    }

    private Uni<Void> settleCustomers(List<JudgedCustomer> judged) {
        return settle(
                        TargetKind.CUSTOMER,
                        judged.stream().map(JudgedCustomer::now).toList())
                .map(settlement -> Relocation.of(judged, settlement.learned()))
                .call(relocation -> changes.add(ChangeKind.REPLACEMENT, relocation.replacing()))
                .call(relocation -> verdicts.storeNext(relocation.reports()))
                .call(relocation -> changes.add(ChangeKind.LOCATIONS, relocation.ready()))
                .replaceWithVoid();
    }

    /** Stores what is new. */
    private Uni<Settlement> settle(TargetKind kind, List<Judged> judged) {
        return verdicts.reports(kind, Settlement.anew(judged))
                .chain(reports -> Computation.of(() -> Settlement.of(judged, reports))
                        .invoke(settlement -> note(settlement, reports)))
                .call(settlement -> verdicts.store(kind, settlement.remembered()))
                .call(settlement -> verdicts.confirm(kind, settlement.confirmed()));
    }

    private static void note(Settlement settlement, Map<String, ValidationReport> reports) {
        for (Remembered verdict : settlement.remembered()) {
            ValidationReport previous = reports.get(verdict.target());
            ValidationReport report = verdict.report();
            if (previous == null || previous.state() != report.state()) {
                LOG.debugf(
                        "%s is %s: %s",
                        verdict.target(),
                        report.state().wire(),
                        report.errorMessage().orElse("-"));
            }
        }
    }

    /** Everything once more, behind what is urgent. */
    @WithTransaction
    public Uni<Void> round() {
        return changes.addRound().chain(() -> verdicts.forget(config.retention()));
    }

    /** Sets the first target aside, which fails by itself; the hourly round tries it again. */
    @WithTransaction
    public Uni<Void> giveUpFirst(RuntimeException cause) {
        return queue.waiting(1)
                .chain(first -> Multi.createFrom()
                        .iterable(first)
                        .invoke(target -> LOG.errorf(cause, "%s could not be validated", target.key()))
                        .onItem()
                        .transformToUniAndConcatenate(target -> verdicts.storeTrouble(target.kind(), target.key())
                                .chain(() -> queue.remove(List.of(target.key()))))
                        .onItem()
                        .ignoreAsUni());
    }
}
