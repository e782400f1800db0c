/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.evidence.Evidence;

/**
 * The checks of each kind of prefix, in the documented order, and the state that they come to. Pure.
 *
 * <p>All checks are made, so that everything that is wrong is said at once; the error message is that of the first. A
 * blocking check that failed makes the prefix Failed, also while others wait. A prefix for which evidence is missing is
 * Pending, except one that is Verified: it stays so until the evidence says otherwise, since a change of what is
 * monitored must not take down what works.
 */
public final class Validation {
    private static final String REGISTERED_RULES = "registered-prefix/1";
    private static final List<Check> REGISTERED = List.of(
            new PublicPrefixCheck(),
            new AnnouncementCheck(),
            new CommunityCheck(),
            new PathLengthCheck(),
            new PathNumbersCheck(),
            new PathPrependingCheck());

    private static final String CUSTOMER_RULES = "customer-prefix/2";
    private static final List<Check> CUSTOMER = List.of(
            new PublicPrefixCheck(),
            new ProviderCheck(),
            new PrefixKeyCheck(),
            new PrimarySessionsCheck(),
            new BackupSessionsCheck(),
            new AnnouncementCheck(),
            new CommunityCheck(),
            new PathLengthCheck(),
            new PathNumbersCheck(),
            new PathPrependingCheck(),
            new OriginCheck());

    private Validation() {}

    /** @param previous the last report on the same prefix; null: there is none */
    public static ValidationReport of(Evidence evidence, @Nullable ValidationReport previous) {
        boolean registered = evidence.choice() == null;
        List<CheckReport> reports = new ArrayList<>();
        for (Check check : registered ? REGISTERED : CUSTOMER) {
            reports.add(report(check, check.examine(evidence), evidence.at(), previous));
        }
        return new ValidationReport(
                state(reports, previous),
                evidence.at(),
                evidence.monitoredRevision(),
                evidence.matchedRevision(),
                registered ? REGISTERED_RULES : CUSTOMER_RULES,
                reports);
    }

    private static CheckReport report(
            Check check, Examination examination, Instant at, @Nullable ValidationReport previous) {
        Instant since = previous == null
                ? at
                : previous.check(check.name())
                        .filter(before -> before.verdict() == examination.verdict())
                        .map(CheckReport::since)
                        .orElse(at);
        return new CheckReport(
                check.name(),
                examination.verdict(),
                check.blocking(),
                examination.code(),
                examination.message(),
                examination.findings(),
                since);
    }

    private static PrefixValidationState state(List<CheckReport> reports, @Nullable ValidationReport previous) {
        if (reports.stream().anyMatch(report -> report.blocking() && report.verdict() == Verdict.FAILED)) {
            return PrefixValidationState.FAILED;
        }
        boolean waiting = reports.stream().anyMatch(report -> report.verdict() == Verdict.WAITING);
        boolean verified = previous != null && previous.state() == PrefixValidationState.VERIFIED;
        return waiting && !verified ? PrefixValidationState.PENDING : PrefixValidationState.VERIFIED;
    }
}
