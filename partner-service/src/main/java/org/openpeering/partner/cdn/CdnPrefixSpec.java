/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.cdn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A CDN prefix as the operator writes it.
 *
 * @param isPrimaryRegion false when absent
 * @param bgpCommunity {@code asn:value}
 */
@RegisterForReflection
public record CdnPrefixSpec(
        @Nullable String prefix,
        @Nullable String azureRegion,
        @Nullable String azureService,
        @Nullable Boolean isPrimaryRegion,
        @Nullable String bgpCommunity) {}
