/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One check's part of a report.
 *
 * @param blocking whether its failure makes the prefix Failed
 * @param since when this verdict began, kept while it stays the same
 */
@RegisterForReflection
public record CheckReport(
        String check,
        Verdict verdict,
        boolean blocking,
        @Nullable String code,
        @Nullable String message,
        List<Finding> findings,
        Instant since) {
    public CheckReport {
        findings = List.copyOf(findings);
    }
}
