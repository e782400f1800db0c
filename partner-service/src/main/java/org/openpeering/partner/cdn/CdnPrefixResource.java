/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import jakarta.ws.rs.Path;
import org.openpeering.partner.catalogue.EntryResource;

/** {@code /operator/catalogue/metros/…/cdnPeeringPrefixes}. */
@Path("/operator/catalogue/metros/{metro}/cdnPeeringPrefixes")
public class CdnPrefixResource extends EntryResource<CdnPrefixEntity, CdnPrefixSpec, CdnPrefixView> {
    CdnPrefixResource(CdnPrefixService service) {
        super(service, new CdnPrefixSpec(null, null, null, null, null));
    }
}
