/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.prefix.evidence.SourceEvidence;

/**
 * The data that a check rests on.
 *
 * @param ageSeconds between when the source last confirmed it and the validation; null: there is no data
 */
@RegisterForReflection
public record SourceView(
        Availability availability,
        @Nullable String name,
        @Nullable String version,
        @Nullable Instant asOf,
        @Nullable Long ageSeconds) {
    public static @Nullable SourceView of(@Nullable SourceEvidence source, Instant at) {
        if (source == null || source.availability() == Availability.NOT_CONFIGURED) {
            return null;
        }
        Instant asOf = source.asOf();
        Long age = asOf == null ? null : Duration.between(asOf, at).toSeconds();
        return new SourceView(source.availability(), source.name(), source.version(), asOf, age);
    }
}
