/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.workspace;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.insights.MonitorWorkspace;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Workspaces by subscription. Statements, for who sets up twice at once must not fail. */
@ApplicationScoped
class WorkspaceRepository {
    private static final String COLUMNS =
            "written, revision, workspace_id, to_jsonb(connected_agents)::text as connected_agents";
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private final Statements statements;

    WorkspaceRepository(Statements statements) {
        this.statements = statements;
    }

    private static MonitorWorkspace workspace(Row row) {
        return new MonitorWorkspace(
                row.text("written"),
                row.number("revision"),
                row.text("workspace_id"),
                row.json("connected_agents", NAMES));
    }

    /** The new one; null: there is one. */
    Uni<@Nullable MonitorWorkspace> insert(Subscription subscription, List<String> agents) {
        return statements
                .of("insert into monitor_workspace (subscription, written, workspace_id, connected_agents, revision)"
                        + " values (:subscription, :written, :id, :agents, nextval('revision'))"
                        + " on conflict do nothing returning " + COLUMNS)
                .set("subscription", subscription)
                .set("written", subscription.id())
                .set("id", UUID.randomUUID())
                .set("agents", agents)
                .find(WorkspaceRepository::workspace);
    }

    /** All of them, locked; whom another replica has locked it looks after. */
    Uni<List<MonitorWorkspace>> lockAll() {
        return statements
                .of("select " + COLUMNS + " from monitor_workspace order by subscription for update skip locked")
                .list(WorkspaceRepository::workspace);
    }

    Uni<MonitorWorkspace> connect(MonitorWorkspace workspace, List<String> agents) {
        return statements
                .of("update monitor_workspace set connected_agents = :agents, revision = nextval('revision')"
                        + " where subscription = :subscription returning " + COLUMNS)
                .set("subscription", new Subscription(workspace.subscription()))
                .set("agents", agents)
                .get(WorkspaceRepository::workspace);
    }
}
