/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.submission;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.kit.tenancy.Caller;
import org.openpeering.partner.Checked;
import org.openpeering.partner.peering.Peering;
import org.openpeering.partner.peering.PeeringChange;
import org.openpeering.partner.peering.PeeringRequest;

/** That a partner wants a peering to be so. */
record PeeringPut(ResourceId id, PeeringRequest request, Preconditions preconditions, Caller caller) {

    /** Refuses when the peering, or that there is none, does not meet the preconditions. */
    void require(@Nullable Peering held) {
        require(preconditions, held);
    }

    static void require(Preconditions preconditions, @Nullable Peering held) {
        preconditions.require(held == null ? OptionalLong.empty() : OptionalLong.of(held.revision()));
    }

    /** Whether the peering is already so. */
    boolean isSo(Peering seen) {
        return preconditions.refusal(OptionalLong.of(seen.revision())).isEmpty()
                && PeeringChange.of(seen, request) instanceof Checked.Valid<Peering>(Peering wanted)
                && wanted.equals(seen);
    }
}
