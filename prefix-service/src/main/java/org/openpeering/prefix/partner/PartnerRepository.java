/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.PeerAsn;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
import org.openpeering.contract.partner.ValidationState;
import org.openpeering.kit.replica.Replica;
import org.openpeering.kit.sql.Statements;

/**
 * The partner service's objects as last heard. They are the network's, not a subscription's: only what a resource method
 * has authorized is asked for by id. Documents of the kit's {@link Replica}, hence native statements and no entity.
 */
@ApplicationScoped
public class PartnerRepository {
    private final Statements statements;
    private final Replica replica;

    PartnerRepository(Statements statements, Replica replica) {
        this.statements = statements;
        this.replica = replica;
    }

    public Uni<@Nullable Peering> peering(String subscription, ResourceId id) {
        return id.subscription().equalsIgnoreCase(subscription)
                ? peering(id.key())
                : Uni.createFrom().nullItem();
    }

    public Uni<@Nullable Peering> peering(String key) {
        return replica.find(Topic.PEERINGS, key, Peering.class);
    }

    /** The same; it can't go away before the transaction ends, so a child made now is seen by its deletion. */
    public Uni<@Nullable Peering> lockShared(String subscription, ResourceId id) {
        return statements
                .of("select body::text as body from replica where topic = :topic and message_key = :key"
                        + " and split_part(message_key, '/', 3) = :subscription and body is not null for share")
                .set("topic", Topic.PEERINGS.topicName())
                .set("key", id.key())
                .set("subscription", subscription.toLowerCase(Locale.ROOT))
                .find(row -> row.json("body", Peering.class));
    }

    public Uni<List<Peering>> peeringsOf(Collection<Asn> asns) {
        return statements
                .of("select body::text as body from replica where topic = 'peerings' and body is not null"
                        + " and (body ->> 'asn')::bigint = any(:asns::bigint[]) order by message_key")
                .set("asns", asns.stream().map(Asn::value).toList())
                .list(row -> row.json("body", Peering.class));
    }

    public Uni<@Nullable Provider> provider(String name) {
        return replica.find(Topic.PROVIDERS, name.toLowerCase(Locale.ROOT), Provider.class);
    }

    public Uni<List<EdgeRouter>> routers() {
        return replica.all(Topic.EDGE_ROUTERS, EdgeRouter.class);
    }

    /** With the numbers that the subscription may originate with, by name. */
    public Uni<List<PeerAsn>> approvedAsns(String subscription) {
        return statements
                .of("select body::text as body from replica where topic = 'peer-asns' and body is not null"
                        + " and split_part(message_key, '/', 3) = :subscription order by message_key")
                .set("subscription", subscription.toLowerCase(Locale.ROOT))
                .list(row -> row.json("body", PeerAsn.class))
                .map(PartnerRepository::approved);
    }

    /** Approved numbers that are not public ones: there are some in a lab only. */
    public Uni<List<Asn>> approvedReservedAsns() {
        return replica.all(Topic.PEER_ASNS, PeerAsn.class)
                .map(PartnerRepository::approved)
                .map(associations -> associations.stream()
                        .map(PeerAsn::asn)
                        .filter(asn -> asn.use() != Asn.Use.PUBLIC)
                        .distinct()
                        .toList());
    }

    private static List<PeerAsn> approved(List<PeerAsn> associations) {
        return associations.stream()
                .filter(association -> association.validationState() == ValidationState.APPROVED)
                .toList();
    }
}
