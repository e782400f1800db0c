/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.kit.bridge.Work;
import org.openpeering.prefix.change.ChangeKind;
import org.openpeering.prefix.change.ChangeRepository;
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
        return queue(() -> {
            changes.add(ChangeKind.PEERING, peerings.stream().map(Peering::key).toList());
            changes.add(
                    ChangeKind.ASN,
                    peerings.stream().map(peering -> peering.asn().toString()).toList());
        });
    }

    @Override
    public Uni<Void> peeringGone(Peering before) {
        return queue(() -> {
            changes.addPeeringGone(before.key());
            changes.add(ChangeKind.ASN, before.asn());
        });
    }

    @Override
    public Uni<Void> providerChanged(String key) {
        return queue(() -> changes.add(ChangeKind.PROVIDER, key));
    }

    @Override
    public Uni<Void> peerAsnChanged(String subscription, @Nullable PeerAsn known) {
        return queue(() -> {
            changes.add(ChangeKind.SUBSCRIPTION, subscription.toLowerCase(Locale.ROOT));
            // A number that is not public is a leak in a path unless it is approved.
            if (known != null && known.asn().use() != Asn.Use.PUBLIC) {
                changes.add(ChangeKind.EVERYTHING, "");
            }
        });
    }

    @Override
    public Uni<Void> edgeRouterChanged() {
        return queue(() -> changes.add(ChangeKind.EVERYTHING, ""));
    }

    private static Uni<Void> queue(Runnable changes) {
        return Work.blocking(() -> {
                    changes.run();
                    return true;
                })
                .replaceWithVoid();
    }
}
