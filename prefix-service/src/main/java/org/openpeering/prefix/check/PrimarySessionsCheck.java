/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.contract.text.Prose;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.network.NetworkRules;

/** The provider has at least two sessions up at the primary location, on two routers. */
record PrimarySessionsCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Choice choice = evidence.choice();
        if (choice == null || !choice.primaryServed()) {
            return Examination.skipped("There is no primary location to look at.");
        }
        List<SessionEvidence> sessions = evidence.sessions(SessionRole.PRIMARY);
        long routers = sessions.stream()
                .flatMap(session -> session.routers().stream())
                .distinct()
                .count();
        long up = sessions.stream().filter(SessionEvidence::established).count();
        return routers >= NetworkRules.PRIMARY_SESSIONS && up >= NetworkRules.PRIMARY_SESSIONS
                ? Examination.passed()
                : Examination.failed(
                                "TooFewPrimarySessions",
                                "Provider has fewer than two sessions in its primary location",
                                Findings.down(
                                        sessions,
                                        up + " of " + Prose.count(sessions.size(), "session") + " up on "
                                                + Prose.count(routers, "router") + " at " + choice.primaryLocation(),
                                        NetworkRules.PRIMARY_SESSIONS + " sessions up on as many routers"))
                        .mendedBy(Fixes.sessions(
                                evidence, choice, choice.primaryLocation(), NetworkRules.PRIMARY_SESSIONS));
    }
}
