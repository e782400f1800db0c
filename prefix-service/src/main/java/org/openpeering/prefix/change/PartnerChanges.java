/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.change;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.prefix.partner.PartnerListener;

/** Queues the changes of partner objects. */
@ApplicationScoped
public class PartnerChanges implements PartnerListener {
    private final ChangeRepository changes;

    PartnerChanges(ChangeRepository changes) {
        this.changes = changes;
    }

    @Override
    public Uni<Void> peeringsChanged(Collection<Peering> peerings) {
        return changes.add(
                        ChangeKind.PEERING, peerings.stream().map(Peering::key).toList())
                .chain(() -> changes.add(
                        ChangeKind.ASN,
                        peerings.stream()
                                .map(peering -> peering.asn().toString())
                                .toList()));
    }

    @Override
    public Uni<Void> peeringGone(Peering before) {
        return changes.addPeeringGone(before.key()).chain(() -> changes.add(ChangeKind.ASN, before.asn()));
    }

    @Override
    public Uni<Void> providerChanged(String key) {
        return changes.add(ChangeKind.PROVIDER, key);
    }

    @Override
    public Uni<Void> peerAsnChanged(Subscription subscription, @Nullable PeerAsn known) {
        // A number that is not public is a leak in a path unless it is approved.
        boolean leak = known != null && known.asn().use() != Asn.Use.PUBLIC;
        return changes.add(ChangeKind.SUBSCRIPTION, subscription.key())
                .chain(() -> leak ? everything() : Uni.createFrom().voidItem());
    }

    @Override
    public Uni<Void> edgeRouterChanged() {
        return everything();
    }

    private Uni<Void> everything() {
        return changes.add(ChangeKind.EVERYTHING, "");
    }
}
