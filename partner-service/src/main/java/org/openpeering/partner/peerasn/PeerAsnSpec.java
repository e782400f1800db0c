/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ContactRole;

/** What a caller may write; {@code validationState} and {@code errorMessage} are read-only and ignored. */
@RegisterForReflection
public record PeerAsnSpec(@Nullable PropertiesSpec properties) {

    /** The number, who is behind it and whom to call. */
    @RegisterForReflection
    public record PropertiesSpec(
            @Nullable Asn peerAsn,
            @Nullable List<@Nullable ContactSpec> peerContactDetail,
            @Nullable String peerName) {}

    /** One contact. */
    @RegisterForReflection
    public record ContactSpec(
            @Nullable ContactRole role,
            @Nullable String email,
            @Nullable String phone) {}
}
