/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.pool;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/addressPools}. */
@Path("/operator/addressPools")
public class AddressPoolResource extends EntryResource<AddressPoolEntity, AddressPoolSpec, AddressPoolView> {
    AddressPoolResource(AddressPoolService service) {
        super(service, new AddressPoolSpec(null, null, null));
    }
}
