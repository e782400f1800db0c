/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.prefix.change.RevalidationRepository;
import org.openpeering.prefix.partner.PartnerListener;

/** A change of a partner object: what is monitored follows, and what depends on it is validated again. */
@ApplicationScoped
@Priority(1)
public class NetworkChanges implements PartnerListener {
    private final MonitoredPrefixService monitored;
    private final RevalidationRepository revalidation;

    NetworkChanges(MonitoredPrefixService monitored, RevalidationRepository revalidation) {
        this.monitored = monitored;
        this.revalidation = revalidation;
    }

    @Override
    public void peeringChanged(Peering known, boolean deleted) {
        monitored.peeringChanged(known);
        revalidation.enqueuePeering(known.key());
        revalidation.enqueueCustomersOf(known.asn());
    }

    @Override
    public void providerChanged(String key) {
        monitored.providerChanged(key);
        revalidation.enqueueProvider(key);
    }

    @Override
    public void peerAsnChanged(String subscription, @Nullable PeerAsn known) {
        monitored.subscriptionChanged(subscription);
        // A number that is not public is a leak in a path unless it is approved.
        if (known != null && known.asn().use() != Asn.Use.PUBLIC) {
            revalidation.enqueueAll(RevalidationRepository.EVENT);
        }
    }

    @Override
    public void edgeRouterChanged() {
        revalidation.enqueueAll(RevalidationRepository.EVENT);
    }
}
