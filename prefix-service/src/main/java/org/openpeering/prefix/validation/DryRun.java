/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.prefix.evidence.EvidenceService;
import org.openpeering.prefix.evidence.EvidenceService.CustomerSubject;
import org.openpeering.prefix.report.ValidationReport;

/** What a validation would say of a customer prefix that does not exist. */
@ApplicationScoped
public class DryRun {
    private final EvidenceService evidence;
    private final ValidationRepository repository;

    DryRun(EvidenceService evidence, ValidationRepository repository) {
        this.evidence = evidence;
        this.repository = repository;
    }

    public ValidationReport of(CustomerSubject subject) {
        return Validation.of(evidence.ofCustomer(evidence.common(List.of(subject.prefix())), subject), null);
    }

    /** 0: it is not monitored. */
    public long monitoredRevision(IpPrefix prefix) {
        return repository.monitoredRevision(prefix);
    }
}
