/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.partner.connection;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.SessionAddressProvider;
import org.openpeering.partner.session.BgpSession;

/**
 * A {@link ConnectionSpec} that passed {@link ConnectionRules}.
 *
 * @param target where it stands in the request
 * @param identifier null when the caller leaves it to the server
 * @param bandwidth in Mbit/s, 0 over an exchange
 * @param provider null: not said
 * @param useForPeeringService null: not said
 * @param facility null: not said
 */
public record ConnectionRequest(
        String target,
        @Nullable String identifier,
        int bandwidth,
        @Nullable SessionAddressProvider provider,
        @Nullable Boolean useForPeeringService,
        @Nullable Integer facility,
        BgpSession session) {

    /** Identifiers are GUIDs with or without hyphens, in any case. */
    public static String key(String identifier) {
        return identifier.replace("-", "").toLowerCase(Locale.ROOT);
    }

    public boolean names(Connection connection) {
        return identifier != null && key(identifier).equals(key(connection.identifier()));
    }
}
