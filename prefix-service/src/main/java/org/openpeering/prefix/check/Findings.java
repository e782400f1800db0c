/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.insights.ObservedRoute;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.SessionEvidence;

/** Findings that several checks make. */
final class Findings {
    private Findings() {}

    /** A sum, and each session that is down. */
    static List<Finding> down(List<SessionEvidence> sessions, String seen, String expected) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(seen, expected));
        sessions.stream()
                .filter(session -> !session.established())
                .map(session -> Finding.of(session, Finding.state(session), "session established", session.since()))
                .forEach(findings::add);
        return findings;
    }

    /** Each route of the evidence that is not as it should be. */
    static List<Finding> routes(
            Evidence evidence, Predicate<ObservedRoute> wrong, Function<ObservedRoute, String> seen, String expected) {
        List<Finding> findings = new ArrayList<>();
        for (SessionEvidence session : evidence.sessions()) {
            for (ObservedRoute route : session.routes()) {
                if (wrong.test(route)) {
                    Instant since = route.since();
                    findings.add(Finding.of(session, seen.apply(route), expected, since));
                }
            }
        }
        return findings;
    }

    /** Nothing when there are routes to look at, else what to say instead of a verdict on them. */
    static @Nullable Examination noRoutes(Evidence evidence) {
        if (!evidence.entitled()) {
            return Examination.skipped("Routes are looked at when the key matches.");
        }
        boolean any = evidence.sessions().stream().anyMatch(SessionEvidence::announces);
        if (any) {
            return null;
        }
        return evidence.complete()
                ? Examination.skipped("There is no announcement to look at.")
                : Examination.waiting("Announcements are being looked for.");
    }
}
