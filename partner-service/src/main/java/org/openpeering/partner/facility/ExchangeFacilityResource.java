/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.facility;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/catalogue/metros/…/exchanges}. */
@Path("/operator/catalogue/metros/{metro}/exchanges")
public class ExchangeFacilityResource
        extends EntryResource<ExchangeFacilityEntity, ExchangeFacilitySpec, ExchangeFacilityView> {
    ExchangeFacilityResource(ExchangeFacilityService service) {
        super(service, new ExchangeFacilitySpec(null, null, null, null));
    }
}
