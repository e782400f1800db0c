/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.prefix.check.Verdict;

/**
 * A verdict with everything that it rests on.
 *
 * @param validatedAt when the evidence was read
 * @param monitoredRevision what insights was told to watch then; 0: nothing
 * @param evidenceRevision what insights had matched every route against; 0: nothing
 * @param ruleVersion the checks that were made, such as {@code customer-prefix/1}
 * @param announced names of the required sessions on which the prefix was seen
 */
@RegisterForReflection
public record ValidationReport(
        PrefixValidationState state,
        Instant validatedAt,
        long monitoredRevision,
        long evidenceRevision,
        String ruleVersion,
        List<CheckReport> checks,
        List<String> announced) {
    public ValidationReport {
        checks = List.copyOf(checks);
        // Reports of before there was this member.
        announced = List.copyOf(Objects.requireNonNullElse(announced, List.of()));
    }

    /** The words of the first blocking check that failed; else of the first that warns, or can't say. */
    public Optional<String> errorMessage() {
        return checks.stream()
                .filter(check -> check.blocking() && check.verdict() == Verdict.FAILED)
                .findFirst()
                .or(() -> checks.stream()
                        .filter(check -> check.verdict() == Verdict.UNKNOWN || check.verdict() == Verdict.WARNING)
                        .findFirst())
                .map(check -> String.valueOf(check.message()));
    }

    public Optional<CheckReport> check(String name) {
        return checks.stream().filter(check -> check.check().equals(name)).findFirst();
    }

    /** The same, of a prefix whose state has been set otherwise since. */
    ValidationReport withState(PrefixValidationState other) {
        return new ValidationReport(
                other, validatedAt, monitoredRevision, evidenceRevision, ruleVersion, checks, announced);
    }

    /** The same, found to hold at a later time. */
    ValidationReport confirmed(Instant at, List<SourceView> sources) {
        return new ValidationReport(
                state,
                at,
                monitoredRevision,
                evidenceRevision,
                ruleVersion,
                checks.stream().map(check -> check.confirmed(sources)).toList(),
                announced);
    }

    /** Whether both say the same, at whatever time they say it. */
    public boolean saysTheSameAs(ValidationReport other) {
        return state == other.state
                && monitoredRevision == other.monitoredRevision
                && ruleVersion.equals(other.ruleVersion)
                && withoutSources().equals(other.withoutSources());
    }

    private List<CheckReport> withoutSources() {
        return checks.stream().map(CheckReport::withoutSource).toList();
    }
}
