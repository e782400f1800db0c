/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peering;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.Asn;
import org.openpeering.partner.catalogue.MetroEntity;

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

    /** Requires that the metro is locked. */
    Uni<Claim> claimed(Asn asn, MetroEntity metro, PeeringRequest request);

    /** From now on it is that peering; requires that its metro is locked. */
    Uni<Void> converted(UUID legacy, ResourceId peering);
}
