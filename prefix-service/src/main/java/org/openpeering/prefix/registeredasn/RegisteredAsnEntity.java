/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredasn;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.Asn;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.key.IssuedKey;

/**
 * A row of {@code registered_asn}.
 *
 * @param key null: it was revoked or has run out
 */
public record RegisteredAsnEntity(
        ResourceId id, Asn asn, @Nullable IssuedKey key, long revision) {
    static RegisteredAsnEntity of(Row row) {
        return new RegisteredAsnEntity(
                ResourceId.parse(row.text("id")),
                new Asn(row.number("asn")),
                IssuedKey.of(row),
                row.number("revision"));
    }
}
