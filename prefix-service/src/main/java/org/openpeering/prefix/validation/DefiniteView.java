/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a check said when it could last say something definite. */
@RegisterForReflection
public record DefiniteView(
        Verdict verdict, @Nullable String code, @Nullable String message, Instant since) {
    static DefiniteView of(CheckReport report) {
        return new DefiniteView(report.verdict(), report.code(), report.message(), report.since());
    }
}
