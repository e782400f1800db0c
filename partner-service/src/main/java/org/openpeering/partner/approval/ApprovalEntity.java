/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.sql.Converters;

/** A row of {@code approval}, which is read only: {@link ApprovalRepository} changes what still waits, by statements. */
@Entity
@Immutable
@Table(name = "approval")
@SuppressWarnings("NullAway.Init")
public class ApprovalEntity {
    @Id
    UUID id;

    long seq;

    @Convert(converter = OfKind.class)
    ApprovalKind kind;

    @Convert(converter = OfState.class)
    ApprovalState state;

    @Column(name = "resource_id")
    ResourceId resource;

    /** {@link #resource} without case. */
    @Column(name = "resource_key")
    String resourceKey;

    @Nullable
    String connection;

    @Column(name = "requested_by")
    String requestedBy;

    @Column(name = "requested_at")
    Instant requestedAt;

    String summary;

    @Nullable
    String assignee;

    @Column(name = "decided_by")
    @Nullable
    String decidedBy;

    @Column(name = "decided_at")
    @Nullable
    Instant decidedAt;

    @Nullable
    String reason;

    @Column(name = "token_id")
    @Nullable
    String tokenId;

    Approval approval() {
        return new Approval(
                id, seq, kind, state, resource, connection, requestedBy, requestedAt, summary, assignee, decision());
    }

    /** The database sees to it that by whom and when are there, or neither. */
    private @Nullable Decision decision() {
        return decidedBy == null || decidedAt == null || tokenId == null
                ? null
                : new Decision(state, decidedBy, decidedAt, reason, tokenId);
    }

    /** By its wire text. */
    @Converter
    public static class OfKind extends Converters.OfWireEnum<ApprovalKind> {
        public OfKind() {
            super(ApprovalKind.class);
        }
    }

    /** By its wire text. */
    @Converter
    public static class OfState extends Converters.OfWireEnum<ApprovalState> {
        public OfState() {
            super(ApprovalState.class);
        }
    }
}
