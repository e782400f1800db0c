/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import java.util.List;
import org.openpeering.kit.error.EntityTag;
import org.openpeering.partner.approval.Approval.Comment;
import org.openpeering.partner.approval.Approval.Vote;

/**
 * An item with everything an operator wants to see before deciding it.
 *
 * @param needed how many operators have to say yes
 */
record ApprovalDossier(Approval item, int needed, List<Vote> votes, List<Comment> comments, List<DossierFact> facts) {

    static ApprovalDossier of(Approval item, int needed, List<DossierFact> facts) {
        return new ApprovalDossier(item, needed, List.of(), List.of(), facts);
    }

    /** Of what was written, by partners and operators; facts are found out whenever somebody reads. */
    long revision() {
        return EntityTag.revision(List.of(ApprovalView.of(item), votes, comments));
    }

    ApprovalDossier supported(List<Vote> by) {
        return new ApprovalDossier(item, needed, by, comments, facts);
    }

    ApprovalDossier commented(List<Comment> on) {
        return new ApprovalDossier(item, needed, votes, on, facts);
    }
}
