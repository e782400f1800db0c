/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.ResourceType;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.kit.request.Preconditions;
import org.openpeering.prefix.Refusals;
import org.openpeering.prefix.customerprefix.PrefixClaims.Claimed;
import org.openpeering.prefix.key.PrefixKey;

/**
 * What a caller asks for, with what is found out about it step by step.
 *
 * @param service that it is to be under
 * @param key null: none was given
 * @param claimed what the key comes to; null: there is none, or nobody has looked yet
 * @param held the prefix that is there already, locked; null: there is none, or nobody has looked yet
 */
record PrefixRequest(
        ResourceId service,
        String name,
        IpPrefix prefix,
        @Nullable PrefixKey key,
        Preconditions conditions,
        @Nullable Claimed claimed,
        @Nullable PrefixEntity held) {
    ResourceId id() {
        return service.child(ResourceType.PREFIXES, name);
    }

    PrefixRequest claimed(Claimed found) {
        return new PrefixRequest(service, name, prefix, key, conditions, found, held);
    }

    PrefixRequest withHeld(@Nullable PrefixEntity found) {
        return new PrefixRequest(service, name, prefix, key, conditions, claimed, found);
    }

    /** Null: no key was given. */
    Claimed.@Nullable Good claim() {
        return claimed instanceof Claimed.Good good ? good : null;
    }

    Optional<ApiError> refusal() {
        CustomerPrefix before = held == null ? null : held.value();
        return conditions
                .refusal(before == null ? OptionalLong.empty() : OptionalLong.of(before.revision()))
                .or(() -> before == null || before.prefix().equals(prefix)
                        ? Optional.empty()
                        : Optional.of(Refusals.fixed("properties.prefix", before.prefix(), "changePrefix")))
                .or(() -> claimed instanceof Claimed.Wrong(ApiError error) ? Optional.of(error) : Optional.empty());
    }
}
