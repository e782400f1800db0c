/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import java.util.List;
import org.openpeering.partner.approval.ApprovalEntity.Comment;
import org.openpeering.partner.approval.ApprovalEntity.Vote;

/**
 * An item with everything an operator wants to see before deciding it.
 *
 * @param needed how many operators have to say yes
 */
record ApprovalDossier(
        ApprovalEntity item, int needed, List<Vote> votes, List<Comment> comments, List<Evidence> evidence) {}
