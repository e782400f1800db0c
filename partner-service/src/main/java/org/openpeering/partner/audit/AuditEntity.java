/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import java.time.Instant;
import java.util.List;

/**
 * A row of {@code audit}.
 *
 * @param object a resource id, or the path of an operator's object
 * @param actor the token's subject; what happened without a caller has {@link AuditTrail#OBSERVED}
 * @param tokenId the token's {@code jti}
 */
public record AuditEntity(
        long seq,
        Instant at,
        String object,
        String actor,
        String tokenId,
        AuditAction action,
        List<AuditChange> changes) {
    public AuditEntity {
        changes = List.copyOf(changes);
    }
}
