/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import java.util.stream.Collectors;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SessionEvidence;

/**
 * The prefix is announced on every required session; one that is down announces nothing. Absence counts only when every
 * route was matched against what is monitored now, or the session itself is down.
 */
record AnnouncementCheck() implements Check {
    private static final String CODE = "PrefixNotAnnounced";

    @Override
    public Examination examine(Evidence evidence) {
        if (!evidence.entitled()) {
            return Examination.skipped("Routes are looked at when the key matches.");
        }
        List<SessionEvidence> silent = evidence.sessions().stream()
                .filter(session -> !session.announces())
                .toList();
        boolean down = silent.stream().anyMatch(session -> !session.established());
        if (evidence.sessions().isEmpty()) {
            return Examination.failed(
                    CODE,
                    "Prefix is not announced by the service provider to Microsoft.",
                    List.of(Finding.of(
                            "no session of the prefix's address family", "sessions to announce the prefix on")));
        }
        if (!evidence.complete() && !down) {
            return Examination.waiting("Announcements are being looked for.");
        }
        return silent.isEmpty()
                ? Examination.passed()
                : Examination.failed(
                                CODE,
                                message(evidence, silent),
                                silent.stream()
                                        .map(session -> Finding.of(
                                                session, seen(session), "the prefix announced", session.since()))
                                        .toList())
                        .mendedBy(Fixes.announcement(evidence, silent.stream()));
    }

    private static String seen(SessionEvidence session) {
        return Finding.state(session) + (session.established() ? ", prefix not announced" : "");
    }

    private static String message(Evidence evidence, List<SessionEvidence> silent) {
        String addresses = silent.stream()
                .map(session -> session.session().peerAddress().toString())
                .distinct()
                .collect(Collectors.joining(", "));
        return evidence.choice() == null
                ? "Prefix not received from IP " + addresses
                : "Not receiving prefix advertisement from " + addresses + " for prefix " + evidence.prefix();
    }
}
