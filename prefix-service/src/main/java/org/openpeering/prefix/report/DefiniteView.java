/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.check.Verdict;

/** What a check said when it could last say something definite. */
@RegisterForReflection
public record DefiniteView(
        Verdict verdict, @Nullable String code, @Nullable String message, Instant since) {
    public static DefiniteView of(CheckReport report) {
        return new DefiniteView(report.verdict(), report.code(), report.message(), report.since());
    }
}
