/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.recording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openpeering.contract.insights.RoutingEvent;
import org.openpeering.insights.mrt.MrtDamage;
import org.openpeering.insights.mrt.MrtSummary;

/**
 * What an analysis came to.
 *
 * @param summary of the records
 * @param read BGP messages, states of sessions and routes of tables
 * @param updates UPDATE messages that could be read
 * @param tableRoutes routes of tables
 * @param unreadable UPDATE messages and routes of tables that could not
 * @param peers different addresses
 * @param monitored prefixes compared with
 * @param matches announcements and withdrawals of them and of parts of them
 * @param from time of the earliest record; empty when none was read
 * @param to of the latest one
 * @param stopped where the analysis ended before the recording did, and which bound ended it
 * @param events as they stand at the end of the recording, in the order in which they opened
 * @param eventsBeyond events that are not among them, since they are too many
 */
record Findings(
        MrtSummary summary,
        long read,
        long updates,
        long tableRoutes,
        long unreadable,
        int peers,
        int monitored,
        long matches,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<MrtDamage> stopped,
        List<RoutingEvent> events,
        long eventsBeyond) {
    Findings {
        events = List.copyOf(events);
    }
}
