/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.evidence.Availability;
import org.openpeering.registry.Validity;

/**
 * A source as the operator sees it.
 *
 * @param version of the data in force, such as an RTR session and serial
 * @param asOf when the source last confirmed that data; null: there is none
 * @param asOfWord whose word that is: the Source's own, or its Carrier's, which is the file or the web server
 * @param expires until when the source lets all of it be used; null: it does not say
 * @param entries VRPs, or route objects
 * @param held whether newer data is held back
 * @param lastError null: the last attempt went well
 * @param warning what is wrong with what the source says of its data's age; null: nothing
 * @param malformed the first objects that were skipped
 * @param caches in the order of preference; empty: the source is none
 */
@RegisterForReflection
public record RegistryView(
        String name,
        boolean configured,
        Availability state,
        @Nullable String version,
        @Nullable Instant asOf,
        Validity.@Nullable Word asOfWord,
        @Nullable Long ageSeconds,
        @Nullable Instant expires,
        int entries,
        boolean held,
        @Nullable String lastError,
        @Nullable String warning,
        List<String> malformed,
        List<CacheView> caches) {}
