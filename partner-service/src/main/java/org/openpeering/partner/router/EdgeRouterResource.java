/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.router;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/edgeRouters}. */
@Path("/operator/edgeRouters")
public class EdgeRouterResource extends EntryResource<EdgeRouterEntity, EdgeRouterSpec, EdgeRouterView> {
    EdgeRouterResource(EdgeRouterService service) {
        super(service, new EdgeRouterSpec(null, null, null));
    }
}
