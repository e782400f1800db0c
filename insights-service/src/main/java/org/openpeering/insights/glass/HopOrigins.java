/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.glass;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpAddress;

/**
 * Whose an address is: the origin of the longest route to it, in the tables that this replica holds. Another replica may hold
 * longer ones; for the name of a hop one full table is enough, and nobody waits for the others. Reading takes a worker's thread.
 */
@ApplicationScoped
public class HopOrigins {
    private final RouteTables tables;

    HopOrigins(RouteTables tables) {
        this.tables = tables;
    }

    /** Empty where no route leads there, or no table is held here. */
    public Optional<Asn> of(IpAddress address) {
        return tables.origin(address);
    }
}
