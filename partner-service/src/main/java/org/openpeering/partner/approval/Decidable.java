/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.approval;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openpeering.contract.error.ApiError;

/** The feature that owns what an item is about. */
public interface Decidable {
    Set<ApprovalKind> kinds();

    /**
     * Carries the decision out: locks the resource, then closes the item, so that all writers lock in one order.
     *
     * @return why not, with nothing changed; empty when done
     */
    Optional<ApiError> decide(ApprovalEntity item, Decision decision);

    /** What is known about the matter. */
    default List<Evidence> evidence(ApprovalEntity item) {
        return List.of();
    }
}
