/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.provider;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/catalogue/providers}. */
@Path("/operator/catalogue/providers")
public class ProviderResource extends EntryResource<ProviderEntity, ProviderSpec, ProviderView> {
    ProviderResource(ProviderService service) {
        super(service, new ProviderSpec(null, null));
    }
}
