/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.List;
import org.openpeering.contract.prefix.SessionRole;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Evidence.Choice;
import org.openpeering.prefix.evidence.SessionEvidence;

/** The provider has a session up at the backup location, when one was chosen. */
record BackupSessionsCheck() implements Check {
    @Override
    public Examination examine(Evidence evidence) {
        Choice choice = evidence.choice();
        if (choice == null || choice.backupLocation() == null || !choice.backupServed()) {
            return Examination.skipped("There is no backup location to look at.");
        }
        List<SessionEvidence> sessions = evidence.sessions(SessionRole.BACKUP);
        return sessions.stream().anyMatch(SessionEvidence::established)
                ? Examination.passed()
                : Examination.failed(
                                "NoBackupSessions",
                                "Provider has no sessions in its backup location",
                                Findings.down(
                                        sessions, "no session up at " + choice.backupLocation(), "one session up"))
                        .mendedBy(Fixes.sessions(evidence, choice, choice.backupLocation(), 1));
    }
}
