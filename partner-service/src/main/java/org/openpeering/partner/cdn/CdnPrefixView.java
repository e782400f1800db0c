/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.openpeering.contract.net.Community;
import org.openpeering.contract.net.IpPrefix;

/** A CDN prefix as the operator reads it; also the properties of the ARM view. */
@RegisterForReflection
public record CdnPrefixView(
        IpPrefix prefix, String azureRegion, String azureService, boolean isPrimaryRegion, Community bgpCommunity) {

    static CdnPrefixView of(CdnPrefixEntity prefix) {
        return new CdnPrefixView(
                prefix.prefix(),
                prefix.azureRegion(),
                prefix.azureService(),
                prefix.isPrimaryRegion(),
                prefix.bgpCommunity());
    }
}
