/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.bridge.Transacted;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.check.Verdict;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.EvidenceService.Common;
import org.openpeering.prefix.evidence.RegistrySource;
import org.openpeering.prefix.report.CheckReport;
import org.openpeering.prefix.report.DefiniteView;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;
import org.openpeering.prefix.validation.ValidationRepository.Named;

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
    @Transacted
    public Set<IpPrefix> turnedOver(RegistrySource source, Predicate<IpPrefix> touched) {
        Set<IpPrefix> turned = new HashSet<>();
        for (TargetKind kind : TargetKind.values()) {
            List<Named> page = repository.page(kind, "", CHUNK);
            while (!page.isEmpty()) {
                List<Named> looked = page.stream()
                        .filter(each -> touched.test(each.prefix()))
                        .toList();
                if (!looked.isEmpty()) {
                    look(kind, looked, source, turned);
                }
                page = repository.page(kind, page.getLast().resourceKey(), CHUNK);
            }
        }
        return turned;
    }

    private void look(TargetKind kind, List<Named> targets, RegistrySource source, Set<IpPrefix> turned) {
        Common common = evidence.common(targets.stream().map(Named::prefix).toList(), source);
        List<String> keys = targets.stream().map(Named::resourceKey).toList();
        Map<String, ValidationReport> standing = verdicts.reports(kind, keys);
        switch (kind) {
            case REGISTERED ->
                repository.registered(keys).stream()
                        .filter(target -> turnsOver(
                                Validation.of(
                                        evidence.ofRegistered(
                                                common,
                                                target.prefix(),
                                                target.peeringKey(),
                                                target.monitoredRevision()),
                                        null),
                                standing.get(target.resourceKey())))
                        .forEach(target -> turned.add(target.prefix()));
            case CUSTOMER ->
                repository.customers(keys).stream()
                        .filter(target -> turnsOver(
                                Validation.of(evidence.ofCustomer(common, target.subject()), null),
                                standing.get(target.resourceKey())))
                        .forEach(target -> turned.add(target.subject().prefix()));
        }
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
