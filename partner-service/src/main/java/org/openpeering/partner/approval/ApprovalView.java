/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
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
        @Nullable DecisionView decision) {

    static ApprovalView of(ApprovalEntity item) {
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
                decision == null
                        ? null
                        : new DecisionView(decision.by(), decision.at(), decision.reason(), decision.tokenId()));
    }

    /** Who said what, and when. */
    @RegisterForReflection
    public record DecisionView(
            String by, Instant at, @Nullable String reason, String tokenId) {}
}
