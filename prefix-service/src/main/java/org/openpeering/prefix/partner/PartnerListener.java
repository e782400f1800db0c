/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;

/**
 * What follows from a partner object, and has to follow it in the transaction that takes its change over. Called in the
 * order of {@code @Priority}, the highest first.
 */
public interface PartnerListener {
    default void peeringsChanged(Collection<Peering> peerings) {}

    /** @param before as it was */
    default void peeringGone(Peering before) {}

    /** @param key the provider's name in lower case */
    default void providerChanged(String key) {}

    /** @param known the association as it is, or as it was before it was deleted; null when it was never known */
    default void peerAsnChanged(String subscription, @Nullable PeerAsn known) {}

    default void edgeRouterChanged() {}
}
