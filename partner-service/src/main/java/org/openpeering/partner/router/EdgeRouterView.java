/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.openpeering.contract.net.IpAddress;

/** An edge router as the operator reads it. */
@RegisterForReflection
public record EdgeRouterView(String name, String metro, List<IpAddress> addresses, List<String> internetTables) {

    static EdgeRouterView of(EdgeRouterEntity router) {
        return new EdgeRouterView(router.name(), router.metro(), router.addresses(), router.internetTables());
    }
}
