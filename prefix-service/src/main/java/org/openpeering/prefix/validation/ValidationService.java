/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.RevalidationRepository.Target;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;
import org.openpeering.prefix.report.VerdictRepository.Confirmed;
import org.openpeering.prefix.report.VerdictRepository.Remembered;
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
    private final Duration retention;
    private final int often;

    ValidationService(
            RevalidationRepository queue,
            ChangeRepository changes,
            ValidationRepository repository,
            Judge judge,
            VerdictRepository verdicts,
            @ConfigProperty(name = "openpeering.validation.retention") Duration retention,
            @ConfigProperty(name = "openpeering.validation.changes-a-minute") int often) {
        this.queue = queue;
        this.changes = changes;
        this.repository = repository;
        this.judge = judge;
        this.verdicts = verdicts;
        this.retention = retention;
        this.often = often;
    }

    /**
     * Validates the first targets of the queue.
     *
     * @return how many were validated, or are gone
     */
    @Transacted
    public int validateNext(int limit) {
        List<Target> waiting = queue.waiting(limit);
        int done = 0;
        for (TargetKind kind : TargetKind.values()) {
            List<String> keys = waiting.stream()
                    .filter(target -> target.kind() == kind)
                    .map(Target::key)
                    .toList();
            done += keys.isEmpty() ? 0 : validate(kind, keys);
        }
        return done;
    }

    private int validate(TargetKind kind, List<String> keys) {
        List<Locked> locked = repository.lock(kind, keys, often, REST);
        List<String> handled = new ArrayList<>(locked.stream().map(Locked::key).toList());
        if (locked.size() < keys.size()) {
            List<String> existing = repository.existing(kind, keys);
            keys.stream().filter(key -> !existing.contains(key)).forEach(handled::add);
        }
        queue.remove(handled);
        // From here on statements see whatever the rows just removed stood for.
        Map<Boolean, List<String>> resting = locked.stream()
                .collect(Collectors.partitioningBy(
                        Locked::resting, Collectors.mapping(Locked::key, Collectors.toList())));
        queue.postpone(kind, resting.getOrDefault(true, List.of()), REST);
        List<String> now = resting.getOrDefault(false, List.of());
        switch (kind) {
            case REGISTERED -> settle(kind, judge.registered(now));
            case CUSTOMER -> customers(now);
        }
        return handled.size();
    }

    private void customers(List<String> keys) {
        Judge.Customers found = judge.customers(keys);
        Set<String> learned = settle(TargetKind.CUSTOMER, found.judged());
        for (ValidationRepository.Customer target : found.targets()) {
            if (target.replaces() && learned.contains(target.resourceKey())) {
                changes.add(ChangeKind.REPLACEMENT, target.resourceKey());
            }
            target.next().ifPresent(next -> next(target, judge.at(found, next)));
        }
    }

    /** Stores what is new; the targets that are learned then. */
    private Set<String> settle(TargetKind kind, List<Judged> judged) {
        List<String> anew =
                judged.stream().filter(each -> !each.holds()).map(Judged::key).toList();
        Map<String, ValidationReport> reports = anew.isEmpty() ? Map.of() : verdicts.reports(kind, anew);
        Set<String> learned = new HashSet<>();
        List<Remembered> remembered = new ArrayList<>();
        List<Confirmed> confirmed = new ArrayList<>();
        for (Judged each : judged) {
            PrefixValidationState state = each.latest().state();
            if (each.holds()) {
                if (each.due()) {
                    confirmed.add(each.confirmed());
                }
            } else {
                ValidationReport previous = reports.get(each.key());
                ValidationReport report = each.judgement().report(previous);
                if (previous != null && report.saysTheSameAs(previous)) {
                    confirmed.add(each.confirmed());
                } else {
                    remembered.add(new Remembered(
                            each.key(),
                            each.fingerprint(),
                            report,
                            each.judgement().evidence(),
                            each.judgement().sources()));
                    state = report.state();
                    note(each.key(), report, previous);
                }
            }
            if (state.learned()) {
                learned.add(each.key());
            }
        }
        verdicts.store(kind, remembered);
        verdicts.confirm(kind, confirmed);
        return learned;
    }

    /** At the locations that are to come. */
    private void next(ValidationRepository.Customer target, Judgement judgement) {
        ValidationReport report = judgement.report(target.nextReport());
        if (target.nextReport() == null || !report.saysTheSameAs(target.nextReport())) {
            verdicts.storeNext(target.resourceKey(), report);
        }
        if (report.state().learned()) {
            changes.add(ChangeKind.LOCATIONS, target.serviceKey());
        }
    }

    private static void note(String key, ValidationReport report, @Nullable ValidationReport previous) {
        if (previous == null || previous.state() != report.state()) {
            LOG.debugf(
                    "%s is %s: %s",
                    key, report.state().wire(), report.errorMessage().orElse("-"));
        }
    }

    /** Everything once more, behind what is urgent. */
    @Transacted
    public void round() {
        changes.addRound();
        verdicts.forget(retention);
    }

    /** Sets the first target aside, which fails by itself; the hourly round tries it again. */
    @Transacted
    public void giveUpFirst(RuntimeException cause) {
        for (Target target : queue.waiting(1)) {
            LOG.errorf(cause, "%s could not be validated", target.key());
            verdicts.storeTrouble(target.kind(), target.key());
            queue.remove(List.of(target.key()));
        }
    }
}
