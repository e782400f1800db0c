/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.contract.prefix;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Revisioned;

/**
 * A customer's peering service.
 *
 * @param provider null: not chosen yet, like the locations
 * @param backupLocation null: fail over to the Internet
 */
public record PeeringService(
        ResourceId id,
        long revision,
        @Nullable String provider,
        @Nullable String primaryLocation,
        @Nullable String backupLocation)
        implements Revisioned {
    @Override
    public String key() {
        return id.key();
    }
}
