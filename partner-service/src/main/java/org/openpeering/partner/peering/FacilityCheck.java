/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.openpeering.contract.error.ApiError;

/** Whether connections end in facilities that the catalogue has at the metro. */
@ApplicationScoped
class FacilityCheck {
    Optional<ApiError> refusal(PeeringRequest request, String metro) {
        return Optional.empty();
    }
}
