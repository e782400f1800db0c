/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.insights.agent;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.kit.sql.Statements;

/** The agents that a subscription may use: its own, and those of the network, which all share. */
@ApplicationScoped
public class UsableAgentRepository {
    private static final int MOST = 10_000;

    private final Statements statements;

    UsableAgentRepository(Statements statements) {
        this.statements = statements;
    }

    /** @param seen when it was last heard of; null: never */
    public record Usable(
            String name,
            @Nullable Subscription owner,
            @Nullable Instant seen) {
        public boolean by(Subscription subscription) {
            return owner == null || owner.equals(subscription);
        }
    }

    /** By name. Subscriptions are compared here, since the inventory keeps them as they were spelled. */
    public Uni<List<Usable>> of(Subscription subscription) {
        return all().map(all ->
                all.stream().filter(agent -> agent.by(subscription)).toList());
    }

    /** Of all subscriptions, by name. */
    public Uni<List<Usable>> all() {
        return statements
                .of("select name, subscription, last_seen from agent where not disabled order by key limit " + MOST)
                .list(row -> {
                    String owner = row.textOrNull("subscription");
                    return new Usable(
                            row.text("name"),
                            owner == null ? null : new Subscription(owner),
                            row.instantOrNull("last_seen"));
                });
    }
}
