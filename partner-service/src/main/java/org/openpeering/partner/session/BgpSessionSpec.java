/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.session;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** A session as a caller writes it; addresses are texts so that everything wrong with them is told at once. */
@RegisterForReflection
public record BgpSessionSpec(
        @Nullable String sessionPrefixV4,
        @Nullable String sessionPrefixV6,
        @Nullable String microsoftSessionIPv4Address,
        @Nullable String microsoftSessionIPv6Address,
        @Nullable String peerSessionIPv4Address,
        @Nullable String peerSessionIPv6Address,
        @Nullable Integer maxPrefixesAdvertisedV4,
        @Nullable Integer maxPrefixesAdvertisedV6,
        @Nullable Md5Key md5AuthenticationKey) {

    public BgpSessionSpec withoutSecret() {
        return new BgpSessionSpec(
                sessionPrefixV4,
                sessionPrefixV6,
                microsoftSessionIPv4Address,
                microsoftSessionIPv6Address,
                peerSessionIPv4Address,
                peerSessionIPv6Address,
                maxPrefixesAdvertisedV4,
                maxPrefixesAdvertisedV6,
                null);
    }
}
