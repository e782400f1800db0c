/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;

/** A kind of resource that stands under a peering and goes with it. */
public interface PeeringChild {
    /**
     * Deletes some of those under a peering that is gone, in the caller's transaction.
     *
     * @param before a higher revision is of one under a new peering of the same name
     * @param limit how many at most
     * @return whether there were any
     */
    Uni<Boolean> dropUnder(String peeringKey, long before, int limit);
}
