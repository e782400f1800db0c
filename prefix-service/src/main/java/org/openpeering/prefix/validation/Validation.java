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
 * blocking check that failed makes the prefix Failed, or Invalid when it is no prefix to announce at all, also while others
 * wait. A prefix for which evidence is missing is Pending, except one that stands: it stays as it is until the evidence
 * says otherwise, since a change of what is monitored must not take down what works. A source that is out of date makes
 * it Unknown, something that does not block Warning.
 */
public final class Validation {
    private static final String REGISTERED_RULES = "registered-prefix/2";
    private static final List<Check> REGISTERED = List.of(
            new PublicPrefixCheck(),
            new AnnouncementCheck(),
            new CommunityCheck(),
            new PathLengthCheck(),
            new PathSetCheck(),
            new PathNumbersCheck(),
            new PathPrependingCheck(),
            new RpkiOriginCheck(),
            new AspaCheck(),
            new OriginRegistrationCheck(),
            new RouteObjectCheck());

    private static final String CUSTOMER_RULES = "customer-prefix/4";
    private static final List<Check> CUSTOMER = List.of(
            new PublicPrefixCheck(),
            new ProviderCheck(),
            new PrefixKeyCheck(),
            new PrimarySessionsCheck(),
            new BackupSessionsCheck(),
            new AnnouncementCheck(),
            new CommunityCheck(),
            new PathLengthCheck(),
            new PathSetCheck(),
            new PathNumbersCheck(),
            new PathPrependingCheck(),
            new OriginCheck(),
            new RpkiOriginCheck(),
            new AspaCheck(),
            new OriginRegistrationCheck(),
            new RouteObjectCheck());

    /** The check that no announcement can mend. */
    private static final String UNFIT = new PublicPrefixCheck().name();

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
        CheckReport before =
                previous == null ? null : previous.check(check.name()).orElse(null);
        Instant since = before != null && before.verdict() == examination.verdict() ? before.since() : at;
        return new CheckReport(
                check.name(),
                examination.verdict(),
                check.blocking(),
                examination.code(),
                examination.message(),
                examination.findings(),
                since,
                examination.fix(),
                SourceView.of(examination.source(), at),
                examination.verdict() == Verdict.UNKNOWN ? lastDefinite(before) : null);
    }

    private static @Nullable DefiniteView lastDefinite(@Nullable CheckReport before) {
        if (before == null) {
            return null;
        }
        return before.verdict().definite() ? DefiniteView.of(before) : before.lastDefinite();
    }

    private static PrefixValidationState state(List<CheckReport> reports, @Nullable ValidationReport previous) {
        for (CheckReport report : reports) {
            if (report.blocking() && report.verdict() == Verdict.FAILED) {
                return report.check().equals(UNFIT) ? PrefixValidationState.INVALID : PrefixValidationState.FAILED;
            }
        }
        if (any(reports, Verdict.WAITING)) {
            return previous != null && previous.state().learned() ? previous.state() : PrefixValidationState.PENDING;
        }
        if (any(reports, Verdict.UNKNOWN)) {
            return PrefixValidationState.UNKNOWN;
        }
        return any(reports, Verdict.WARNING) ? PrefixValidationState.WARNING : PrefixValidationState.VERIFIED;
    }

    private static boolean any(List<CheckReport> reports, Verdict verdict) {
        return reports.stream().anyMatch(report -> report.verdict() == verdict);
    }
}
