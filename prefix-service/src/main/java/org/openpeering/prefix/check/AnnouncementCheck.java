/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SessionEvidence;

/**
 * The prefix is announced on every required session; one that is down announces nothing. Of one that is up absence counts
 * only when every route was matched against what is monitored now, and its table is complete and could be read: what is
 * missing for a fact fails, what may still come is waited for. What had been announced on a session and is not any more does
 * not come: collectors keep a route until they know that it is gone.
 */
record AnnouncementCheck() implements Check {
    private static final String CODE = "PrefixNotAnnounced";

    @Override
    public Examination examine(Evidence evidence) {
        if (!evidence.entitled()) {
            return Examination.skipped("Routes are looked at when the key matches.");
        }
        if (evidence.sessions().isEmpty()) {
            return Examination.failed(
                    CODE,
                    "Prefix is not announced by the service provider to Microsoft.",
                    List.of(Finding.of(
                            "no session of the prefix's address family", "sessions to announce the prefix on")));
        }
        List<SessionEvidence> silent = evidence.sessions().stream()
                .filter(session -> !session.announces())
                .toList();
        List<SessionEvidence> missing = silent.stream()
                .filter(session -> !session.established() || (evidence.complete() && session.absenceCounts()))
                .toList();
        if (!missing.isEmpty()) {
            return absent(evidence, missing);
        }
        if (!evidence.complete()) {
            return Examination.waiting("Announcements are being looked for.");
        }
        return silent.isEmpty()
                ? Examination.passed()
                : Examination.waiting("Not all routes from " + addresses(silent)
                                + " are known: the table is still coming, or not all of it could be read.")
                        .inHindsight((waited, announced) ->
                                lost(evidence, silent, announced).orElse(waited));
    }

    private static Optional<Examination> lost(
            Evidence evidence, List<SessionEvidence> silent, Collection<String> announced) {
        List<SessionEvidence> lost = silent.stream()
                .filter(session -> announced.contains(session.name()))
                .toList();
        return lost.isEmpty() ? Optional.empty() : Optional.of(absent(evidence, lost));
    }

    private static Examination absent(Evidence evidence, List<SessionEvidence> sessions) {
        return Examination.failed(
                        CODE,
                        message(evidence, sessions),
                        sessions.stream()
                                .map(session ->
                                        Finding.of(session, seen(session), "the prefix announced", session.since()))
                                .toList())
                .mendedBy(Fixes.announcement(evidence, sessions.stream()));
    }

    private static String seen(SessionEvidence session) {
        return Finding.state(session) + (session.established() ? ", prefix not announced" : "");
    }

    private static String message(Evidence evidence, List<SessionEvidence> silent) {
        return evidence.choice() == null
                ? "Prefix not received from IP " + addresses(silent)
                : "Not receiving prefix advertisement from " + addresses(silent) + " for prefix " + evidence.prefix();
    }

    private static String addresses(List<SessionEvidence> sessions) {
        return sessions.stream()
                .map(session -> session.session().peerAddress().toString())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
