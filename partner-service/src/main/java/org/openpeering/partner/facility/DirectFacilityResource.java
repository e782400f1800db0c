/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/catalogue/metros/…/facilities}. */
@Path("/operator/catalogue/metros/{metro}/facilities")
public class DirectFacilityResource
        extends EntryResource<DirectFacilityEntity, DirectFacilitySpec, DirectFacilityView> {
    DirectFacilityResource(DirectFacilityService service) {
        super(service, new DirectFacilitySpec(null, null));
    }
}
