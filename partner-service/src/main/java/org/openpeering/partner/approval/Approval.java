/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;

/**
 * An item of the operator's queue.
 *
 * @param seq the order in which items came
 * @param connection the connection's identifier, null for a PeerAsn
 * @param assignee the operator who looks after it
 * @param decision null while it waits
 */
public record Approval(
        UUID id,
        long seq,
        ApprovalKind kind,
        ApprovalState state,
        ResourceId resource,
        @Nullable String connection,
        String requestedBy,
        Instant requestedAt,
        String summary,
        @Nullable String assignee,
        @Nullable Decision decision) {

    /** The yes of one operator, where one is not enough. */
    public record Vote(String by, Instant at, @Nullable String reason, String tokenId) {}

    /** What an operator wrote to the others; partners never see it. */
    public record Comment(String by, Instant at, String text) {}

    Approval decided(Decision made) {
        return new Approval(
                id, seq, kind, made.state(), resource, connection, requestedBy, requestedAt, summary, assignee, made);
    }

    Approval assigned(@Nullable String to) {
        return new Approval(
                id, seq, kind, state, resource, connection, requestedBy, requestedAt, summary, to, decision);
    }
}
