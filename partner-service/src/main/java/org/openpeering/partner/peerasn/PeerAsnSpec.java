/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.peerasn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.ContactRole;
import org.openpeering.kit.document.Required;

/** What a caller may write; {@code validationState} and {@code errorMessage} are read-only and ignored. */
@RegisterForReflection
public record PeerAsnSpec(@Required @Nullable PropertiesSpec properties) {

    /** The number, who is behind it and whom to call. */
    @RegisterForReflection
    public record PropertiesSpec(
            @Required @Nullable Asn peerAsn,
            @Required @Nullable List<@Nullable ContactSpec> peerContactDetail,
            @Required @Nullable String peerName) {}

    /** One contact. */
    @RegisterForReflection
    public record ContactSpec(
            @Required @Nullable ContactRole role,
            @Nullable String email,
            @Nullable String phone) {}
}
