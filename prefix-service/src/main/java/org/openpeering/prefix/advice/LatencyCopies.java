/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.advice;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.PrefixLatency;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;

/** Keeps what is told of prefixes, to be looked up when somebody asks. */
@ApplicationScoped
public class LatencyCopies {
    private final Replica replica;

    LatencyCopies(Replica replica) {
        this.replica = replica;
    }

    @WithTransaction
    public Uni<Void> store(List<Received<PrefixLatency>> messages) {
        return replica.store(Topic.PREFIX_LATENCY, messages).replaceWithVoid();
    }
}
