/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.smallrye.mutiny.Uni;
import org.openpeering.contract.arm.ResourceId;

/** What stands under a peering service and has to go with it; called in the transaction of the deletion. */
public interface PeeringServiceListener {
    /** Another provider or location; the service's row is locked. */
    Uni<Void> changed(ResourceId service);

    /** The service's row is locked. */
    Uni<Void> deleting(ResourceId service);
}
