/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;

/**
 * What follows from a partner object, and has to follow it in the transaction that takes its change over. Called in the
 * order of {@code @Priority}, the highest first, one after the other.
 */
public interface PartnerListener {
    default Uni<Void> peeringsChanged(Collection<Peering> peerings) {
        return Uni.createFrom().voidItem();
    }

    /** @param before as it was */
    default Uni<Void> peeringGone(Peering before) {
        return Uni.createFrom().voidItem();
    }

    /** @param key the provider's name in lower case */
    default Uni<Void> providerChanged(String key) {
        return Uni.createFrom().voidItem();
    }

    /** @param known the association as it is, or as it was before it was deleted; null when it was never known */
    default Uni<Void> peerAsnChanged(Subscription subscription, @Nullable PeerAsn known) {
        return Uni.createFrom().voidItem();
    }

    default Uni<Void> edgeRouterChanged() {
        return Uni.createFrom().voidItem();
    }
}
