/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.Facts;
import org.openpeering.prefix.evidence.Subject;
import org.openpeering.prefix.validation.ValidationRepository.Customer;
import org.openpeering.prefix.validation.ValidationRepository.Registered;

/** Judges targets by the evidence of the moment, off the event loop; stores nothing. */
@ApplicationScoped
class Judge {
    private final ValidationRepository repository;
    private final EvidenceService evidence;

    Judge(ValidationRepository repository, EvidenceService evidence) {
        this.repository = repository;
        this.evidence = evidence;
    }

    /** @param next at the locations that are to come; null: none are */
    record JudgedCustomer(
            Customer target, Judged now, @Nullable Judgement next) {}

    /** @param keys those that are gone are left out */
    Uni<List<Judged>> registered(Collection<String> keys) {
        return repository.registered(keys).chain(this::judgedRegistered);
    }

    private Uni<List<Judged>> judgedRegistered(List<Registered> targets) {
        return evidence.facts(targets.stream().map(Registered::subject).toList())
                .chain(facts -> Computation.of(() ->
                        targets.stream().map(target -> Judged.of(target, facts)).toList()));
    }

    /** @param keys those that are gone are left out */
    Uni<List<JudgedCustomer>> customers(Collection<String> keys) {
        return repository.customers(keys).chain(this::judgedCustomers);
    }

    private Uni<List<JudgedCustomer>> judgedCustomers(List<Customer> targets) {
        return evidence.facts(targets.stream().flatMap(Judge::subjects).toList())
                .chain(facts -> Computation.of(() ->
                        targets.stream().map(target -> judged(target, facts)).toList()));
    }

    private static Stream<Subject.Customer> subjects(Customer target) {
        return Stream.concat(Stream.of(target.subject()), target.next().stream());
    }

    private static JudgedCustomer judged(Customer target, Facts facts) {
        Optional<Judgement> next = target.next().map(subject -> Validation.judge(facts.evidence(subject)));
        return new JudgedCustomer(target, Judged.of(target, facts), next.orElse(null));
    }
}
