/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** An entry of the trail as the operator reads it. */
@RegisterForReflection
public record AuditView(
        Instant at, String object, String actor, String tokenId, AuditAction action, List<AuditChange> changes) {

    static AuditView of(AuditEntity entry) {
        return new AuditView(entry.at, entry.object, entry.actor, entry.tokenId, entry.action, entry.changes);
    }
}
