/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.evidence.Availability;

/**
 * A source as the operator sees it.
 *
 * @param version of the data in force, such as an RTR session and serial
 * @param asOf when the source last confirmed that data; null: there is none
 * @param entries VRPs, or route objects
 * @param held whether newer data is held back
 * @param lastError null: the last attempt went well
 * @param malformed the first objects that were skipped
 */
@RegisterForReflection
public record RegistryView(
        String name,
        boolean configured,
        Availability state,
        @Nullable String version,
        @Nullable Instant asOf,
        @Nullable Long ageSeconds,
        int entries,
        boolean held,
        @Nullable String lastError,
        List<String> malformed) {}
