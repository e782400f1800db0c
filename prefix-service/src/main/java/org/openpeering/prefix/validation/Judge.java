/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.EvidenceService.Common;
import org.openpeering.prefix.evidence.EvidenceService.CustomerSubject;

/** Judges targets by the evidence of the moment; stores nothing. */
@ApplicationScoped
class Judge {
    private final ValidationRepository repository;
    private final EvidenceService evidence;

    Judge(ValidationRepository repository, EvidenceService evidence) {
        this.repository = repository;
        this.evidence = evidence;
    }

    /** @param judged those of the targets, in the same order */
    record Customers(Common common, List<ValidationRepository.Customer> targets, List<Judged> judged) {}

    /** @param keys those that are gone are left out */
    List<Judged> registered(Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        List<ValidationRepository.Registered> targets = repository.registered(keys);
        Common common = evidence.common(
                targets.stream().map(ValidationRepository.Registered::prefix).toList());
        return targets.stream()
                .map(target -> Judged.of(
                        target.resourceKey(),
                        evidence.ofRegistered(common, target.prefix(), target.peeringKey(), target.monitoredRevision()),
                        target.latest()))
                .toList();
    }

    /** @param keys those that are gone are left out */
    Customers customers(Collection<String> keys) {
        List<ValidationRepository.Customer> targets = keys.isEmpty() ? List.of() : repository.customers(keys);
        Common common = evidence.common(
                targets.stream().map(target -> target.subject().prefix()).toList());
        return new Customers(
                common,
                targets,
                targets.stream()
                        .map(target -> Judged.of(
                                target.resourceKey(), evidence.ofCustomer(common, target.subject()), target.latest()))
                        .toList());
    }

    /** One of them at other locations. */
    Judgement at(Customers batch, CustomerSubject subject) {
        return Validation.judge(evidence.ofCustomer(batch.common(), subject));
    }
}
