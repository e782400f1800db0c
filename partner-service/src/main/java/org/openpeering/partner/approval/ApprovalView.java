/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;

/** An item as the operator sees it. */
@RegisterForReflection
public record ApprovalView(
        UUID id,
        ApprovalKind kind,
        ApprovalState state,
        ResourceId resourceId,
        @Nullable String connectionIdentifier,
        String requestedBy,
        Instant requestedAt,
        String summary,
        @Nullable String assignee,
        @Nullable SayView decision) {

    static ApprovalView of(Approval item) {
        Decision decision = item.decision();
        return new ApprovalView(
                item.id(),
                item.kind(),
                item.state(),
                item.resource(),
                item.connection(),
                item.requestedBy(),
                item.requestedAt(),
                item.summary(),
                item.assignee(),
                decision == null
                        ? null
                        : new SayView(decision.by(), decision.at(), decision.reason(), decision.tokenId()));
    }

    /** Who said what, and when. */
    @RegisterForReflection
    public record SayView(String by, Instant at, @Nullable String reason, String tokenId) {}

    /** What an operator wrote to the others. */
    @RegisterForReflection
    public record CommentView(String by, Instant at, String text) {}

    /**
     * An item with what helps to decide it.
     *
     * @param approvalsNeeded how many operators have to say yes
     * @param approvals who said yes
     */
    @RegisterForReflection
    public record DossierView(
            @JsonUnwrapped ApprovalView item,
            int approvalsNeeded,
            List<SayView> approvals,
            List<CommentView> comments,
            @JsonProperty("evidence") List<DossierFact> facts) {

        static DossierView of(ApprovalDossier dossier) {
            return new DossierView(
                    ApprovalView.of(dossier.item()),
                    dossier.needed(),
                    dossier.votes().stream()
                            .map(vote -> new SayView(vote.by(), vote.at(), vote.reason(), vote.tokenId()))
                            .toList(),
                    dossier.comments().stream()
                            .map(comment -> new CommentView(comment.by(), comment.at(), comment.text()))
                            .toList(),
                    dossier.facts());
        }
    }
}
