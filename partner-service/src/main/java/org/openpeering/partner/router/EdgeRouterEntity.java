/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import java.util.List;
import org.openpeering.contract.net.IpAddress;
import org.openpeering.contract.partner.EdgeRouter;

/**
 * A row of {@code edge_router}.
 *
 * @param name the BMP sysName, exact
 * @param metro in the catalogue's spelling
 */
public record EdgeRouterEntity(String name, long revision, String metro, List<IpAddress> addresses) {
    public EdgeRouterEntity {
        addresses = List.copyOf(addresses);
    }

    /** What other services know of it. */
    public EdgeRouter published() {
        return new EdgeRouter(name, revision, metro, addresses);
    }

    EdgeRouterEntity revised(long newRevision) {
        return new EdgeRouterEntity(name, newRevision, metro, addresses);
    }
}
