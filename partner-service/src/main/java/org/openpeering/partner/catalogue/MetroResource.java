/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.catalogue;

import jakarta.ws.rs.Path;

/** {@code /operator/catalogue/metros}. */
@Path("/operator/catalogue/metros")
public class MetroResource extends EntryResource<MetroEntity, MetroSpec, MetroView> {
    MetroResource(MetroService service) {
        super(service, new MetroSpec(null, null, null, null));
    }
}
