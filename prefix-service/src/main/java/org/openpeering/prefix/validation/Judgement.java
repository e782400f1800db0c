/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.check.Check;
import org.openpeering.prefix.check.Examination;
import org.openpeering.prefix.check.Fingerprint;
import org.openpeering.prefix.check.RuleSet;
import org.openpeering.prefix.check.Verdict;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.report.CheckReport;
import org.openpeering.prefix.report.DefiniteView;
import org.openpeering.prefix.report.SourceView;
import org.openpeering.prefix.report.ValidationReport;

/**
 * What every check says of one piece of evidence, before it is known what they said the last time. Pure.
 *
 * @param rules that were applied
 * @param examinations one for each check, in the same order
 */
record Judgement(Evidence evidence, RuleSet rules, List<Examination> examinations) {
    /** What two judgements have in common from which the same follows, whenever and by whichever data of the sources. */
    String fingerprint() {
        Fingerprint fingerprint = new Fingerprint().add(rules.version()).add(evidence.monitoredRevision());
        for (Examination examination : examinations) {
            examination.addTo(fingerprint);
        }
        return fingerprint.hex();
    }

    /** The external data that was looked at, each once. */
    List<SourceView> sources() {
        return Stream.of(evidence.registries().rpki(), evidence.registries().irr())
                .map(source -> SourceView.of(source, evidence.at()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** @param previous the last report on the same prefix; null: there is none */
    ValidationReport report(@Nullable ValidationReport previous) {
        List<CheckReport> reports = new ArrayList<>();
        for (int i = 0; i < examinations.size(); i++) {
            reports.add(report(rules.checks().get(i), examinations.get(i), previous));
        }
        return new ValidationReport(
                state(reports, previous),
                evidence.at(),
                evidence.monitoredRevision(),
                evidence.matchedRevision(),
                rules.version(),
                reports,
                evidence.sessions().stream()
                        .filter(SessionEvidence::announces)
                        .map(SessionEvidence::name)
                        .toList());
    }

    private CheckReport report(Check check, Examination made, @Nullable ValidationReport previous) {
        CheckReport before =
                previous == null ? null : previous.check(check.name()).orElse(null);
        Examination examination = made.after(previous == null ? List.of() : previous.announced());
        return new CheckReport(
                check.name(),
                examination.verdict(),
                check.blocking(),
                examination.code(),
                examination.message(),
                examination.findings(),
                before != null && before.verdict() == examination.verdict() ? before.since() : evidence.at(),
                examination.fix(),
                SourceView.of(examination.source(), evidence.at()),
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
                return report.check().equals(RuleSet.UNFIT)
                        ? PrefixValidationState.INVALID
                        : PrefixValidationState.FAILED;
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
