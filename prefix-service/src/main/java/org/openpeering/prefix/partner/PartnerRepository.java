/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.partner.EdgeRouter;
import org.openpeering.contract.partner.Peering;
import org.openpeering.contract.partner.Provider;
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

    public Uni<@Nullable Peering> peering(String key) {
        return replica.find(Topic.PEERINGS, key, Peering.class);
    }

    /** The same; it can't go away before the transaction ends, so a child made now is seen by its deletion. */
    public Uni<@Nullable Peering> lockShared(ResourceId id) {
        return statements
                .of("select body::text as body from replica where topic = :topic and message_key = :key"
                        + " and split_part(message_key, '/', 3) = :subscription and body is not null for share")
                .set("topic", Topic.PEERINGS.topicName())
                .set("key", id.key())
                .set("subscription", id.subscription())
                .find(row -> row.json("body", Peering.class));
    }

    public Uni<@Nullable Provider> provider(String name) {
        return replica.find(Topic.PROVIDERS, Provider.key(name), Provider.class);
    }

    public Uni<List<EdgeRouter>> routers() {
        return replica.all(Topic.EDGE_ROUTERS, EdgeRouter.class);
    }
}
