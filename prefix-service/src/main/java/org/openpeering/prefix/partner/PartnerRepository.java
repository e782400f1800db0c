/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.bridge.BlockingReplica;
import org.openpeering.kit.bridge.Sql;

/**
 * The partner service's objects as last heard. They are the network's, not a subscription's: only what a resource method
 * has authorized is asked for by id.
 */
@ApplicationScoped
public class PartnerRepository {
    private final Sql sql;
    private final BlockingReplica replica;

    PartnerRepository(Sql sql, BlockingReplica replica) {
        this.sql = sql;
        this.replica = replica;
    }

    public Optional<Peering> peering(String subscription, ResourceId id) {
        return id.subscription().equalsIgnoreCase(subscription) ? peering(id.key()) : Optional.empty();
    }

    public Optional<Peering> peering(String key) {
        return replica.find(Topic.PEERINGS, key, Peering.class);
    }

    /** The same; it can't go away before the transaction ends, so a child made now is seen by its deletion. */
    public Optional<Peering> hold(String subscription, ResourceId id) {
        return sql.find(
                "select body from replica where topic = ? and message_key = ? and split_part(message_key, '/', 3) = ?"
                        + " and body is not null for share",
                row -> row.json("body", Peering.class),
                Topic.PEERINGS.topicName(),
                id.key(),
                subscription.toLowerCase(Locale.ROOT));
    }

    public List<Peering> peeringsOf(Collection<Asn> asns) {
        return sql.list(
                "select body from replica where topic = 'peerings' and body is not null"
                        + " and (body ->> 'asn')::bigint = any(?::bigint[]) order by message_key",
                row -> row.json("body", Peering.class),
                asns);
    }

    public Optional<Provider> provider(String name) {
        return replica.find(Topic.PROVIDERS, name.toLowerCase(Locale.ROOT), Provider.class);
    }

    public List<EdgeRouter> routers() {
        return replica.all(Topic.EDGE_ROUTERS, EdgeRouter.class);
    }

    /** With the numbers that the subscription may originate with, by name. */
    public List<PeerAsn> approvedAsns(String subscription) {
        return sql
                .list(
                        "select body from replica where topic = 'peer-asns' and body is not null"
                                + " and split_part(message_key, '/', 3) = ? order by message_key",
                        row -> row.json("body", PeerAsn.class),
                        subscription.toLowerCase(Locale.ROOT))
                .stream()
                .filter(association -> association.validationState() == ValidationState.APPROVED)
                .toList();
    }

    /** Approved numbers that are not public ones: there are some in a lab only. */
    public List<Asn> approvedReservedAsns() {
        return replica.all(Topic.PEER_ASNS, PeerAsn.class).stream()
                .filter(association -> association.validationState() == ValidationState.APPROVED)
                .map(PeerAsn::asn)
                .filter(asn -> asn.use() != Asn.Use.PUBLIC)
                .distinct()
                .toList();
    }
}
