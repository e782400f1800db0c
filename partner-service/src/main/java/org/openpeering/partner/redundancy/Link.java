/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.redundancy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;

/**
 * A connection as far as redundancy goes.
 *
 * @param facility PeeringDB's id, null when it is not known
 * @param routers edge routers that have one of its sessions up, seldom more than one
 * @param working whether it is Active and a session is up
 */
public record Link(
        String metro,
        ResourceId peering,
        String identifier,
        int bandwidth,
        @Nullable Integer facility,
        List<String> routers,
        boolean working) {
    public Link {
        routers = List.copyOf(routers);
    }

    /** As it is when the failure happens. */
    Link after(Failure failure) {
        List<String> left = routers.stream()
                .filter(router -> !router.equals(failure.router()))
                .toList();
        boolean cut = facility != null && facility.equals(failure.facility());
        boolean lost = cut || (left.isEmpty() && !routers.isEmpty());
        return new Link(metro, peering, identifier, bandwidth, facility, left, working && !lost);
    }
}
