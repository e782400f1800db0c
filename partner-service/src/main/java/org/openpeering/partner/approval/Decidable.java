/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;

/** The feature that owns what an item is about. */
public interface Decidable {
    Set<ApprovalKind> kinds();

    /**
     * Carries the decision out: locks the resource, then closes the item, so that all writers lock in one order.
     *
     * @return why not, with nothing changed; null when done
     */
    Uni<@Nullable ApiError> decide(Approval item, Decision decision);

    /** What is known about the matter. */
    default Uni<List<DossierFact>> facts(Approval item) {
        return Uni.createFrom().item(List.of());
    }
}
