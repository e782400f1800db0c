/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.registration;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.error.ApiError;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.error.Refusal;

/** What a partner wants to register; a step refuses by a {@link Refusal}. */
public interface Wanted<R> {
    /** Refuses what can't be registered under the peering. */
    void check(Peering parent);

    /** Null when the name is taken, or what it is to be registered for. */
    Uni<@Nullable R> insert(Peering parent);

    /** What follows when it is registered, in the same transaction. */
    Uni<Void> registered(R made);

    /** Refuses when something else is registered by the name. */
    void same(R held);

    /** Somebody else has registered it, by another name. */
    ApiError taken();
}
