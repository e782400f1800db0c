/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;

/** The peerings from before the portal: a request for one of their sessions is its conversion (contract section C.4). */
public interface Predecessors {
    /** What a request has to do with them. */
    sealed interface Claim {}

    /** Nothing. */
    record None() implements Claim {}

    /** It asks for one as it is. */
    record Same(UUID legacy) implements Claim {}

    /** It asks for one with changes, which is not possible. */
    record Modified(ApiError error) implements Claim {}

    /**
     * Requires that the addresses of the request are held at the metro.
     *
     * @param metro its key
     */
    Uni<Claim> claimed(Asn asn, String metro, PeeringRequest request);

    /** From now on it is that peering; requires the same. */
    Uni<Void> converted(UUID legacy, ResourceId peering);
}
