/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.workspace;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.event.Topic;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.insights.connectionmonitor.MonitorAgents;
import org.openpeering.kit.outbox.Outbox;

/** Sets connection monitors up, and says when other agents are connected. */
@ApplicationScoped
public class WorkspaceService {
    private final WorkspaceRepository repository;
    private final MonitorAgents agents;
    private final Outbox outbox;

    WorkspaceService(WorkspaceRepository repository, MonitorAgents agents, Outbox outbox) {
        this.repository = repository;
        this.agents = agents;
        this.outbox = outbox;
    }

    /** Once is enough; again changes nothing. */
    @WithTransaction
    public Uni<Void> initialize(Subscription subscription) {
        return agents.connected(subscription)
                .chain(connected -> repository.insert(subscription, connected))
                .chain(made -> made == null ? Uni.createFrom().voidItem() : told(made));
    }

    private Uni<Void> told(MonitorWorkspace workspace) {
        return outbox.changed(Topic.MONITOR_WORKSPACES, workspace);
    }

    /** Which agents are connected now. */
    @WithTransaction
    public Uni<Void> look() {
        return agents.connected().chain(connected -> look(connected));
    }

    private Uni<Void> look(Function<Subscription, List<String>> connected) {
        return repository
                .lockAll()
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(workspace -> look(workspace, connected))
                        .collect()
                        .asList()
                        .replaceWithVoid());
    }

    private Uni<Void> look(MonitorWorkspace workspace, Function<Subscription, List<String>> connected) {
        List<String> now = connected.apply(new Subscription(workspace.subscription()));
        return now.equals(workspace.connectedAgents()) ? Uni.createFrom().voidItem() : connect(workspace, now);
    }

    private Uni<Void> connect(MonitorWorkspace workspace, List<String> connected) {
        return repository.connect(workspace, connected).chain(this::told);
    }
}
