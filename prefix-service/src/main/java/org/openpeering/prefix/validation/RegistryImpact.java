/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.check.Verdict;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.Facts;
import org.openpeering.prefix.evidence.RegistrySource;
import org.openpeering.prefix.report.CheckReport;
import org.openpeering.prefix.report.DefiniteView;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;
import org.openpeering.prefix.validation.ValidationRepository.Named;
import org.openpeering.prefix.validation.ValidationRepository.Target;

/**
 * What other data of the registries would do to the verdicts that stand. They are the stored ones, so this can also be
 * told of the first data after a restart.
 */
@ApplicationScoped
public class RegistryImpact {
    private static final int CHUNK = 256;

    private final ValidationRepository repository;
    private final VerdictRepository verdicts;
    private final EvidenceService evidence;

    RegistryImpact(ValidationRepository repository, VerdictRepository verdicts, EvidenceService evidence) {
        this.repository = repository;
        this.verdicts = verdicts;
        this.evidence = evidence;
    }

    /**
     * The prefixes of which a check by a registry would say something definite, and not what it said last.
     *
     * @param touched only these are looked at
     */
    @WithTransaction
    public Uni<Set<IpPrefix>> turnedOver(RegistrySource source, Predicate<IpPrefix> touched) {
        return Multi.createFrom()
                .items(TargetKind.values())
                .onItem()
                .transformToMultiAndConcatenate(kind -> pages(kind)
                        .onItem()
                        .transformToUniAndConcatenate(page -> turnedOver(kind, page, source, touched)))
                .collect()
                .in(HashSet::new, Set::addAll);
    }

    /** All there are, one after the other. */
    private Multi<List<Named>> pages(TargetKind kind) {
        return Multi.createBy()
                .repeating()
                .<Passed, List<Named>>uni(
                        Passed::new,
                        passed -> repository.page(kind, passed.key, CHUNK).invoke(passed::add))
                .whilst(page -> !page.isEmpty());
    }

    /** How far the pages have come. */
    private static final class Passed {
        private String key = "";

        void add(List<Named> page) {
            key = page.isEmpty() ? key : page.getLast().resourceKey();
        }
    }

    private Uni<Set<IpPrefix>> turnedOver(
            TargetKind kind, List<Named> page, RegistrySource source, Predicate<IpPrefix> touched) {
        return Computation.of(() -> page.stream()
                        .filter(each -> touched.test(each.prefix()))
                        .map(Named::resourceKey)
                        .toList())
                .chain(keys -> keys.isEmpty() ? Uni.createFrom().item(Set.of()) : look(kind, keys, source));
    }

    private Uni<Set<IpPrefix>> look(TargetKind kind, List<String> keys, RegistrySource source) {
        return verdicts.reports(kind, keys)
                .chain(standing -> targets(kind, keys)
                        .chain(targets -> evidence.facts(
                                        targets.stream().map(Target::subject).toList(), source)
                                .chain(facts -> Computation.of(() -> turnedOver(targets, facts, standing)))));
    }

    private Uni<List<Target>> targets(TargetKind kind, List<String> keys) {
        return switch (kind) {
            case REGISTERED -> repository.registered(keys).map(List::copyOf);
            case CUSTOMER -> repository.customers(keys).map(List::copyOf);
        };
    }

    private static Set<IpPrefix> turnedOver(List<Target> targets, Facts facts, Map<String, ValidationReport> standing) {
        return targets.stream()
                .filter(target -> turnsOver(
                        Validation.of(facts.evidence(target.subject()), null), standing.get(target.resourceKey())))
                .map(target -> target.subject().prefix())
                .collect(Collectors.toSet());
    }

    static boolean turnsOver(ValidationReport then, @Nullable ValidationReport now) {
        return now != null
                && then.checks().stream()
                        .filter(check ->
                                check.source() != null && check.verdict().definite())
                        .anyMatch(check -> now.check(check.check())
                                .flatMap(RegistryImpact::definite)
                                .filter(verdict -> verdict != check.verdict())
                                .isPresent());
    }

    private static Optional<Verdict> definite(CheckReport report) {
        if (report.verdict().definite()) {
            return Optional.of(report.verdict());
        }
        return Optional.ofNullable(report.lastDefinite()).map(DefiniteView::verdict);
    }
}
