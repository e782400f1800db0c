/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.openpeering.kit.sql.Converters;

/** A row of {@code audit}, which is read only: {@link AuditRepository#add} writes it. */
@Entity
@Immutable
@Table(name = "audit")
@SuppressWarnings("NullAway.Init")
public class AuditEntity {
    @Id
    long seq;

    Instant at;

    /** {@link #object} without case. */
    @Column(name = "object_key")
    String objectKey;

    /** A resource id, or the path of an operator's object. */
    @Column(name = "object_id")
    String object;

    /** The token's subject; what happened without a caller has {@link AuditTrail#OBSERVED}. */
    String actor;

    /** The token's {@code jti}. */
    @Column(name = "token_id")
    String tokenId;

    @Convert(converter = OfAction.class)
    AuditAction action;

    @ColumnTransformer(read = "text(changes)", write = Converters.JSONB)
    @Convert(converter = OfChanges.class)
    List<AuditChange> changes;

    /** As JSON. */
    @Immutable
    @Converter
    public static class OfChanges extends Converters.OfJson<List<AuditChange>> {
        public OfChanges() {
            super(new TypeReference<>() {});
        }
    }

    /** By its wire text. */
    @Converter
    public static class OfAction extends Converters.OfWireEnum<AuditAction> {
        public OfAction() {
            super(AuditAction.class);
        }
    }
}
