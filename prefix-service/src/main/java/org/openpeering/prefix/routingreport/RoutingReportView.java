/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingreport;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.PrefixValidationState;

/**
 * What became of a subscription's prefixes in a time.
 *
 * @param eventsSince since when incidents that have ended are kept: of before that a report has those alone that still went on
 * @param verdictsSince since when verdicts are kept
 */
@RegisterForReflection
public record RoutingReportView(
        Instant from,
        Instant to,
        Instant eventsSince,
        Instant verdictsSince,
        List<AvailabilityView> availability,
        List<IncidentView> incidents,
        List<ChangeView> validationChanges) {
    /**
     * How much of the time the prefixes of a site and provider were heard as they have to be.
     *
     * @param site the peering service's location; empty where none was chosen
     * @param provider likewise
     * @param prefixes how many
     * @param secondsKnown of all of them together, in which there was a verdict
     * @param secondsAvailable of these, in which they were heard as they have to be
     * @param availability the share, 0 to 1; null where there was no verdict
     */
    @RegisterForReflection
    public record AvailabilityView(
            String site,
            String provider,
            int prefixes,
            long secondsKnown,
            long secondsAvailable,
            @Nullable Double availability) {}

    /**
     * Something that happened to a prefix, of level Warning or above.
     *
     * @param id of the event
     * @param resource the customer prefix
     * @param secondsToDetect from the arrival of the first offending update to the event's being on record; null where the record
     *     of its begin is not kept any more
     * @param ended null: it goes on
     * @param seconds how long it lasted, or lasts up to now
     */
    @RegisterForReflection
    public record IncidentView(
            String id,
            String resource,
            String prefix,
            @Nullable String site,
            @Nullable String provider,
            String type,
            String level,
            String summary,
            Instant firstSeen,
            @Nullable Double secondsToDetect,
            @Nullable Instant ended,
            long seconds) {}

    /**
     * Another verdict.
     *
     * @param resource the customer prefix
     * @param before {@code None}: there was none
     */
    @RegisterForReflection
    public record ChangeView(
            Instant at,
            String resource,
            String prefix,
            @Nullable String site,
            @Nullable String provider,
            PrefixValidationState before,
            PrefixValidationState state) {}
}
