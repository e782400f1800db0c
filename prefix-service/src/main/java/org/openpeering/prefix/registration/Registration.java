/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.key.IssuedKey;

/**
 * The common part of what is registered.
 *
 * @param id as its creator spelled it
 * @param key null: it was revoked or has run out
 * @param revision of what was written; what is found out about it doesn't change it
 */
public record Registration(ResourceId id, @Nullable IssuedKey key, long revision) {
    /** The columns that {@link #of} reads, of a registration {@code r} and its {@code prefix_key k}. */
    public static final String COLUMNS = "r.id, r.revision, " + IssuedKey.COLUMNS;

    public static Registration of(Row row) {
        return new Registration(ResourceId.parse(row.text("id")), IssuedKey.of(row), row.number("revision"));
    }

    /** Just made, without a key yet. */
    public static Registration made(ResourceId id, long revision) {
        return new Registration(id, null, revision);
    }

    Registration issued(IssuedKey first) {
        return new Registration(id, first, revision);
    }

    Registration rekeyed(@Nullable IssuedKey another, long next) {
        return new Registration(id, another, next);
    }
}
