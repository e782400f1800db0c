/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.kit.document.Required;

/**
 * A CDN prefix as the operator writes it.
 *
 * @param isPrimaryRegion false when absent
 * @param bgpCommunity {@code asn:value}
 */
@RegisterForReflection
public record CdnPrefixSpec(
        @Required @Nullable String prefix,
        @Required @Nullable String azureRegion,
        @Required @Nullable String azureService,
        @Nullable Boolean isPrimaryRegion,
        @Required @Nullable String bgpCommunity) {}
