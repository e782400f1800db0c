/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.sql.Computation;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.Subject;
import org.openpeering.prefix.report.ValidationReport;

/** What a validation would say of a customer prefix that does not exist; in the caller's session. */
@ApplicationScoped
public class DryRun {
    private final EvidenceService evidence;
    private final ValidationRepository repository;

    DryRun(EvidenceService evidence, ValidationRepository repository) {
        this.evidence = evidence;
        this.repository = repository;
    }

    public Uni<ValidationReport> of(Subject.Customer subject) {
        return evidence.facts(List.of(subject))
                .chain(facts -> Computation.of(() -> Validation.of(facts.evidence(subject), null)));
    }

    /** 0: it is not monitored. */
    public Uni<Long> monitoredRevision(IpPrefix prefix) {
        return repository.monitoredRevision(prefix);
    }
}
