/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.routingpolicy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.request.Page;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** Versions of policies by customer prefix. Rows are added, never changed; of each prefix the newest are kept. */
@ApplicationScoped
class RoutingPolicyRepository {
    /** Versions that are kept of one prefix. */
    static final int KEPT = 1000;

    private static final String VERSIONS =
            "select revision, prefix, policy::text as policy, changed_by, changed_at from routing_policy"
                    + " where subscription = :subscription and resource_key = :key and ";

    private final Statements statements;

    RoutingPolicyRepository(Statements statements) {
        this.statements = statements;
    }

    /** Locks the customer prefix, so that its policy has one writer, and its prefix stays the same; whether it is there. */
    Uni<Boolean> lockOwner(ResourceId id) {
        return statements
                .of("select prefix from customer_prefix where subscription = :subscription and resource_key = :key"
                        + " and replaces is null for update")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .list(row -> row.text("prefix"))
                .map(rows -> !rows.isEmpty());
    }

    /** The newest of this prefix; null: nobody has said anything of it. */
    Uni<@Nullable PolicyVersion> newest(ResourceId id, IpPrefix prefix) {
        return statements
                .of(VERSIONS + "prefix = :prefix order by revision desc limit 1")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("prefix", prefix)
                .find(RoutingPolicyRepository::version);
    }

    /**
     * A page, newest first, with what was said of prefixes that the resource had before.
     *
     * @param before 0: the first page
     */
    Uni<List<PolicyVersion>> page(ResourceId id, long before) {
        return statements
                .of(VERSIONS + "revision < :before order by revision desc limit :limit")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("before", before == 0 ? Long.MAX_VALUE : before)
                .set("limit", Page.SIZE + 1)
                .list(RoutingPolicyRepository::version);
    }

    /** @param policy null: what was said is taken back */
    Uni<PolicyVersion> add(ResourceId id, IpPrefix prefix, @Nullable RoutingPolicy policy, String changedBy) {
        return statements
                .of("""
                insert into routing_policy (resource_key, revision, subscription, prefix, policy, changed_by)
                values (:key, nextval('revision'), :subscription, :prefix, :policy::jsonb, :changedBy)
                returning revision, prefix, policy::text as policy, changed_by, changed_at""")
                .set("key", id.key())
                .set("subscription", id.subscription())
                .set("prefix", prefix)
                .set("policy", policy == null ? null : statements.json(policy))
                .set("changedBy", changedBy)
                .get(RoutingPolicyRepository::version)
                .call(() -> forgetOldest(id));
    }

    private Uni<Integer> forgetOldest(ResourceId id) {
        return statements
                .of("""
                delete from routing_policy where subscription = :subscription and resource_key = :key and revision <= (
                    select revision from routing_policy where resource_key = :key
                    order by revision desc offset :kept limit 1)""")
                .set("subscription", id.subscription())
                .set("key", id.key())
                .set("kept", KEPT)
                .update();
    }

    private static PolicyVersion version(Row row) {
        return new PolicyVersion(
                row.number("revision"),
                IpPrefix.parse(row.text("prefix")),
                row.textOrNull("policy") == null ? null : row.json("policy", RoutingPolicy.class),
                row.text("changed_by"),
                row.instant("changed_at"));
    }
}
