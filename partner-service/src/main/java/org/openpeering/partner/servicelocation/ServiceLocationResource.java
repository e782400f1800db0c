/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.servicelocation;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/catalogue/serviceLocations}. */
@Path("/operator/catalogue/serviceLocations")
public class ServiceLocationResource
        extends EntryResource<ServiceLocationEntity, ServiceLocationSpec, ServiceLocationView> {
    ServiceLocationResource(ServiceLocationService service) {
        super(service, new ServiceLocationSpec(null, null, null, null, null));
    }
}
