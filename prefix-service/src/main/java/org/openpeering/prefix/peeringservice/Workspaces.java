/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.peeringservice;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.kit.message.Received;
import org.openpeering.kit.replica.Replica;

/** Which subscriptions have set up their connection monitor, as insights-service says. */
@ApplicationScoped
public class Workspaces {
    private final Replica replica;

    Workspaces(Replica replica) {
        this.replica = replica;
    }

    @WithSession
    public Uni<@Nullable MonitorWorkspace> find(Subscription subscription) {
        return replica.find(Topic.MONITOR_WORKSPACES, subscription.key(), MonitorWorkspace.class);
    }

    @WithTransaction
    public Uni<Void> store(List<Received<MonitorWorkspace>> messages) {
        return replica.store(Topic.MONITOR_WORKSPACES, messages).replaceWithVoid();
    }
}
