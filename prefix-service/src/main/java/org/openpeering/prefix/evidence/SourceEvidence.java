/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.evidence;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An external source at the moment of the evidence.
 *
 * @param version what it calls its data, such as an RTR serial; null: there is none
 * @param asOf when it last confirmed the data; null: there is none
 */
@RegisterForReflection
public record SourceEvidence(
        Availability availability,
        @Nullable String name,
        @Nullable String version,
        @Nullable Instant asOf) {
    public static final SourceEvidence NOT_CONFIGURED =
            new SourceEvidence(Availability.NOT_CONFIGURED, null, null, null);
}
