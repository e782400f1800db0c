/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.net.IpPrefix;

/** A pool as the operator reads it. */
@RegisterForReflection
public record AddressPoolView(
        String name, String metro, IpPrefix prefix, int subnetLength, long subnets, long assigned) {

    static AddressPoolView of(AddressPoolEntity pool) {
        return new AddressPoolView(
                pool.name(), pool.metro(), pool.prefix(), pool.subnetLength(), pool.subnets(), pool.assigned());
    }
}
