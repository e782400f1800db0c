/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.change.RevalidationRepository.Target;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.EvidenceService.Common;
import org.openpeering.prefix.evidence.EvidenceService.CustomerSubject;

/**
 * Works through the queue of {@link RevalidationRepository}. Any number of replicas may: a target's row is locked before
 * its evidence is read, and one that is locked is left in the queue. So of two that validate the same prefix the later
 * has the newer evidence, and nothing waits for a lock.
 */
@ApplicationScoped
public class ValidationService {
    private static final Logger LOG = Logger.getLogger(ValidationService.class);
    /** How old {@code validatedAt} may become while everything stays the same. */
    private static final Duration REFRESH = Duration.ofMinutes(10);

    private final RevalidationRepository queue;
    private final ChangeRepository changes;
    private final ValidationRepository repository;
    private final EvidenceService evidence;
    private final HistoryRepository history;
    private final Duration retention;

    ValidationService(
            RevalidationRepository queue,
            ChangeRepository changes,
            ValidationRepository repository,
            EvidenceService evidence,
            HistoryRepository history,
            @ConfigProperty(name = "openpeering.validation.retention") Duration retention) {
        this.queue = queue;
        this.changes = changes;
        this.repository = repository;
        this.evidence = evidence;
        this.history = history;
        this.retention = retention;
    }

    /**
     * Validates the first targets of the queue.
     *
     * @return how many were validated, or are gone
     */
    @Transactional
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
        List<String> locked = repository.lock(kind, keys);
        List<String> handled = new ArrayList<>(locked);
        if (locked.size() < keys.size()) {
            List<String> existing = repository.existing(kind, keys);
            keys.stream().filter(key -> !existing.contains(key)).forEach(handled::add);
        }
        queue.remove(handled);
        if (!locked.isEmpty()) {
            // From here on statements see whatever the rows just removed stood for.
            repository.store(
                    kind,
                    switch (kind) {
                        case REGISTERED -> registered(repository.registered(locked));
                        case CUSTOMER -> customers(repository.customers(locked));
                    });
        }
        return handled.size();
    }

    private Map<String, ValidationReport> registered(List<ValidationRepository.Registered> targets) {
        Common common = evidence.common(
                targets.stream().map(ValidationRepository.Registered::prefix).toList());
        Map<String, ValidationReport> reports = new LinkedHashMap<>();
        List<HistoryRepository.Remembered> remembered = new ArrayList<>();
        for (ValidationRepository.Registered target : targets) {
            Evidence found =
                    evidence.ofRegistered(common, target.prefix(), target.peeringKey(), target.monitoredRevision());
            validate(target.resourceKey(), found, target.report(), reports, remembered);
        }
        history.add(remembered);
        return reports;
    }

    private Map<String, ValidationReport> customers(List<ValidationRepository.Customer> targets) {
        Common common = evidence.common(
                targets.stream().map(target -> target.subject().prefix()).toList());
        Map<String, ValidationReport> reports = new LinkedHashMap<>();
        List<HistoryRepository.Remembered> remembered = new ArrayList<>();
        for (ValidationRepository.Customer target : targets) {
            String key = target.resourceKey();
            validate(key, evidence.ofCustomer(common, target.subject()), target.report(), reports, remembered);
            ValidationReport latest = reports.getOrDefault(key, target.report());
            if (target.replaces() && latest != null && latest.state().learned()) {
                changes.add(ChangeKind.REPLACEMENT, key);
            }
            target.next().ifPresent(next -> next(common, target, next));
        }
        history.add(remembered);
        return reports;
    }

    /** At the locations that are to come. */
    private void next(Common common, ValidationRepository.Customer target, CustomerSubject subject) {
        ValidationReport report = Validation.of(evidence.ofCustomer(common, subject), target.nextReport());
        if (worthStoring(report, target.nextReport())) {
            repository.storeNext(target.resourceKey(), report);
        }
        if (report.state().learned()) {
            changes.add(ChangeKind.LOCATIONS, target.serviceKey());
        }
    }

    /** Adds the report to those to be stored when it says something new. */
    private static void validate(
            String key,
            Evidence found,
            @Nullable ValidationReport previous,
            Map<String, ValidationReport> reports,
            List<HistoryRepository.Remembered> remembered) {
        ValidationReport report = Validation.of(found, previous);
        if (previous == null || !report.saysTheSameAs(previous)) {
            remembered.add(new HistoryRepository.Remembered(key, report, found));
        }
        if (worthStoring(report, previous)) {
            reports.put(key, report);
            note(key, report, previous);
        }
    }

    private static boolean worthStoring(ValidationReport report, @Nullable ValidationReport previous) {
        return previous == null
                || !report.saysTheSameAs(previous)
                || Duration.between(previous.validatedAt(), report.validatedAt())
                                .compareTo(REFRESH)
                        > 0;
    }

    private static void note(String key, ValidationReport report, @Nullable ValidationReport previous) {
        if (previous == null || previous.state() != report.state()) {
            LOG.infof(
                    "%s is %s: %s",
                    key, report.state().wire(), report.errorMessage().orElse("-"));
        }
    }

    /** Everything once more, behind what is urgent. */
    @Transactional
    public void round() {
        changes.addRound();
        history.forget(retention);
    }

    /** Sets the first target aside, which fails by itself; the hourly round tries it again. */
    @Transactional
    public void giveUpFirst(RuntimeException cause) {
        for (Target target : queue.waiting(1)) {
            LOG.errorf(cause, "%s could not be validated", target.key());
            repository.storeTrouble(target.kind(), target.key());
            queue.remove(List.of(target.key()));
        }
    }
}
