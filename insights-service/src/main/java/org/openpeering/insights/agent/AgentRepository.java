/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Table {@code agent}. */
@ApplicationScoped
class AgentRepository {
    private static final String ROWS =
            "select name, site, client_id, subscription, disabled, revision, last_seen, version,"
                    + " dropped from agent where ";

    private final Statements statements;

    AgentRepository(Statements statements) {
        this.statements = statements;
    }

    Uni<@Nullable AgentRow> find(String name) {
        return statements.of(ROWS + "key = :key").set("key", key(name)).find(AgentRepository::row);
    }

    Uni<@Nullable AgentRow> lock(String name) {
        return statements
                .of(ROWS + "key = :key for update")
                .set("key", key(name))
                .find(AgentRepository::row);
    }

    Uni<@Nullable AgentRow> ofClient(String clientId) {
        return statements
                .of(ROWS + "client_id = :client")
                .set("client", clientId)
                .find(AgentRepository::row);
    }

    /** A page by name, and one more. */
    Uni<List<AgentRow>> page(String after) {
        return statements
                .of(ROWS + "key > :after order by key limit :limit")
                .set("after", after)
                .set("limit", Page.SIZE + 1)
                .list(AgentRepository::row);
    }

    /** Makes it, or changes it; the name stays as it was first written. */
    Uni<AgentRow> put(Agent agent) {
        return statements
                .of("""
                insert into agent (key, name, site, client_id, subscription, disabled, revision)
                values (:key, :name, :site, :client, :subscription, :disabled, nextval('revision'))
                on conflict (key) do update set site = excluded.site, client_id = excluded.client_id,
                    subscription = excluded.subscription, disabled = excluded.disabled, revision = excluded.revision
                returning name, site, client_id, subscription, disabled, revision, last_seen, version, dropped""")
                .set("key", key(agent.name()))
                .set("name", agent.name())
                .set("site", agent.site())
                .set("client", agent.clientId())
                .set(
                        "subscription",
                        agent.subscription() == null
                                ? null
                                : agent.subscription().toString())
                .set("disabled", agent.disabled())
                .get(AgentRepository::row);
    }

    Uni<Integer> delete(String name) {
        return statements
                .of("delete from agent where key = :key")
                .set("key", key(name))
                .update();
    }

    /** @param dropped null: it has not said */
    Uni<Integer> seen(String name, @Nullable String version, @Nullable Long dropped) {
        return statements
                .of("update agent set last_seen = now(), version = coalesce(:version, version),"
                        + " dropped = coalesce(:dropped, dropped) where key = :key")
                .set("key", key(name))
                .set("version", version)
                .set("dropped", dropped)
                .update();
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static AgentRow row(Row row) {
        return new AgentRow(
                new Agent(
                        row.text("name"),
                        row.text("site"),
                        row.text("client_id"),
                        Optional.ofNullable(row.textOrNull("subscription"))
                                .map(Subscription::new)
                                .orElse(null),
                        row.bool("disabled")),
                row.number("revision"),
                row.instantOrNull("last_seen"),
                row.textOrNull("version"),
                row.number("dropped"));
    }
}
