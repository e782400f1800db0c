/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registeredprefix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.key.KeyOwner;
import org.openpeering.prefix.registration.Registered;
import org.openpeering.prefix.registration.Registration;

/**
 * A prefix that a partner has registered under a peering.
 *
 * @param arriving registered beside the one that has the prefix, until a transfer ends
 * @param parent the next larger prefix that the partner has registered too; null: none
 * @param validationAskedAt when its owner last asked for a validation
 */
public record RegisteredPrefix(
        Registration registration,
        IpPrefix prefix,
        boolean arriving,
        PrefixValidationState state,
        @Nullable String errorMessage,
        @Nullable ResourceId parent,
        @Nullable Instant validationAskedAt)
        implements Registered<RegisteredPrefix> {
    static RegisteredPrefix of(Row row) {
        return new RegisteredPrefix(
                Registration.of(row),
                IpPrefix.parse(row.text("prefix")),
                row.bool("arriving"),
                row.constant("state", PrefixValidationState.class),
                row.textOrNull("error_message"),
                parent(row),
                row.instantOrNull("validation_asked_at"));
    }

    /** As it is when it has just been made. */
    static RegisteredPrefix made(Row row, ResourceId id, IpPrefix prefix, boolean arriving) {
        return new RegisteredPrefix(
                Registration.made(id, row.number("revision")),
                prefix,
                arriving,
                PrefixValidationState.PENDING,
                null,
                parent(row),
                null);
    }

    private static @Nullable ResourceId parent(Row row) {
        String parent = row.textOrNull("parent");
        return parent == null ? null : ResourceId.parse(parent);
    }

    @Override
    public RegisteredPrefix with(Registration changed) {
        return new RegisteredPrefix(changed, prefix, arriving, state, errorMessage, parent, validationAskedAt);
    }

    /** A validation was asked for; the message of before stays until there is a new one. */
    RegisteredPrefix pending(Instant asked) {
        return new RegisteredPrefix(
                registration, prefix, arriving, PrefixValidationState.PENDING, errorMessage, parent, asked);
    }

    @Override
    public KeyOwner owner() {
        return KeyOwner.prefix(id().key());
    }
}
