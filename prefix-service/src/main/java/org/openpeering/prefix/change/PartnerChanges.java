/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.partner.PartnerListener;

/** Queues the changes of partner objects. */
@ApplicationScoped
public class PartnerChanges implements PartnerListener {
    private final ChangeRepository changes;

    PartnerChanges(ChangeRepository changes) {
        this.changes = changes;
    }

    @Override
    public void peeringsChanged(Collection<Peering> peerings) {
        Work.await(() -> changes.add(
                ChangeKind.PEERING, peerings.stream().map(Peering::key).toList()));
        Work.await(() -> changes.add(
                ChangeKind.ASN,
                peerings.stream().map(peering -> peering.asn().toString()).toList()));
    }

    @Override
    public void peeringGone(Peering before) {
        Work.await(() -> changes.addPeeringGone(before.key()));
        Work.await(() -> changes.add(ChangeKind.ASN, before.asn()));
    }

    @Override
    public void providerChanged(String key) {
        Work.await(() -> changes.add(ChangeKind.PROVIDER, key));
    }

    @Override
    public void peerAsnChanged(String subscription, @Nullable PeerAsn known) {
        Work.await(() -> changes.add(ChangeKind.SUBSCRIPTION, subscription.toLowerCase(Locale.ROOT)));
        // A number that is not public is a leak in a path unless it is approved.
        if (known != null && known.asn().use() != Asn.Use.PUBLIC) {
            Work.await(() -> changes.add(ChangeKind.EVERYTHING, ""));
        }
    }

    @Override
    public void edgeRouterChanged() {
        Work.await(() -> changes.add(ChangeKind.EVERYTHING, ""));
    }
}
