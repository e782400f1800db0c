/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.session.BgpSessionSpec;

/** A connection as a caller writes it; over an exchange only facility, session and identifier count. */
@RegisterForReflection
public record ConnectionSpec(
        @Nullable Integer bandwidthInMbps,
        @Nullable SessionAddressProvider sessionAddressProvider,
        @Nullable Boolean useForPeeringService,
        @Nullable Integer peeringDBFacilityId,
        @Nullable BgpSessionSpec bgpSession,
        @Nullable String connectionIdentifier) {

    /** With this identifier if it has none, and without its secret. */
    public ConnectionSpec identified(String identifier) {
        return new ConnectionSpec(
                bandwidthInMbps,
                sessionAddressProvider,
                useForPeeringService,
                peeringDBFacilityId,
                bgpSession == null ? null : bgpSession.withoutSecret(),
                connectionIdentifier == null ? identifier : connectionIdentifier);
    }
}
