/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;

/** What {@code GET …/validation} answers; see {@link ValidationReport} for the members. */
@RegisterForReflection
public record ValidationView(
        PrefixValidationState state,
        @Nullable Instant validatedAt,
        @Nullable Long monitoredRevision,
        @Nullable Long evidenceRevision,
        @Nullable String ruleVersion,
        List<CheckReport> checks,
        @Nullable ValidationView afterLocationChange) {
    /** @param report null: not validated yet */
    public static ValidationView of(PrefixValidationState state, @Nullable ValidationReport report) {
        return of(state, report, null);
    }

    /** @param next the same at the locations that are to come; null: none are, or not validated there yet */
    public static ValidationView of(
            PrefixValidationState state, @Nullable ValidationReport report, @Nullable ValidationReport next) {
        ValidationView after = next == null ? null : of(next.state(), next);
        return report == null
                ? new ValidationView(state, null, null, null, null, List.of(), after)
                : new ValidationView(
                        state,
                        report.validatedAt(),
                        report.monitoredRevision(),
                        report.evidenceRevision(),
                        report.ruleVersion(),
                        report.checks(),
                        after);
    }
}
