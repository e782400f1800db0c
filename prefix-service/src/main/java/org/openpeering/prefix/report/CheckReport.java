/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.check.Finding;
import org.openpeering.prefix.check.Verdict;

/**
 * One check's part of a report.
 *
 * @param blocking whether its failure makes the prefix Failed
 * @param since when this verdict began, kept while it stays the same
 * @param fix to be pasted where it is to be mended; null: there is none
 * @param source the external data that it rests on; null: none
 * @param lastDefinite what it said before its source went out of date; null unless the verdict is Unknown
 */
@RegisterForReflection
public record CheckReport(
        String check,
        Verdict verdict,
        boolean blocking,
        @Nullable String code,
        @Nullable String message,
        List<Finding> findings,
        Instant since,
        @Nullable String fix,
        @Nullable SourceView source,
        @Nullable DefiniteView lastDefinite) {
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Apart from the version of the data, which moves all the time. */
    CheckReport withoutSource() {
        return restingOn(null);
    }

    /** The same by later data of its source. */
    CheckReport confirmed(List<SourceView> sources) {
        return source == null
                ? this
                : restingOn(sources.stream()
                        .filter(later -> Objects.equals(later.name(), source.name()))
                        .findFirst()
                        .orElse(source));
    }

    private CheckReport restingOn(@Nullable SourceView other) {
        return new CheckReport(check, verdict, blocking, code, message, findings, since, fix, other, lastDefinite);
    }
}
