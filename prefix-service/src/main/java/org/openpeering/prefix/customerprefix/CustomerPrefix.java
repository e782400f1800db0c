/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.customerprefix;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.secret.Sealed;
import org.openpeering.kit.secret.Secrets;
import org.openpeering.prefix.event.Watched;

/**
 * A prefix of a peering service.
 *
 * @param claimed whether the key that was given is good for something still
 * @param ofAsn whether that is an ASN's
 * @param change the prefix that is to take its place; null: none
 * @param revision of what was written; a validation doesn't change it
 */
public record CustomerPrefix(
        ResourceId id,
        IpPrefix prefix,
        @Nullable Sealed key,
        boolean claimed,
        boolean ofAsn,
        PrefixValidationState state,
        LearnedType learnedType,
        @Nullable String errorMessage,
        @Nullable PrefixChange change,
        long revision,
        Instant createdAt) {
    /** To be shown to who may write; null: there is none. */
    @Nullable
    String key(Secrets secrets) {
        return key == null ? null : secrets.open(key);
    }

    /** Who has an ASN's key shows that a prefix is its own by originating it. */
    private boolean entitled() {
        return claimed && (!ofAsn || state.learned());
    }

    /** What its events are found by. */
    public Watched watched() {
        return new Watched(id.subscription(), id.key(), prefix, createdAt, entitled());
    }
}
