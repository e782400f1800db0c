/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.arm.ResourceId;
import org.openpeering.contract.arm.Subscription;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.contract.prefix.ProbeTarget;
import org.openpeering.contract.prefix.RoutingPolicy;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statements;

/** What was last said on the topic, and what it follows from. Of the network: a prefix may concern any subscription. */
@ApplicationScoped
class MonitoredPrefixRepository {
    private final Statements statements;

    MonitoredPrefixRepository(Statements statements) {
        this.statements = statements;
    }

    /** A row of the table, locked. */
    record Held(IpPrefix prefix, @Nullable MonitoredPrefix said) {}

    /** A registration of a prefix. */
    record Registered(String prefix, String peeringKey) {}

    /**
     * A customer prefix with a key, once for each pair of locations while those change.
     *
     * @param asn the registered one whose key it is; null: the key is of the prefix
     * @param serviceLocation where the customer is
     * @param policy what its owner says
     * @param targets what its owner offers to be measured
     */
    record Claim(
            String prefix,
            String resourceKey,
            Subscription subscription,
            @Nullable Asn asn,
            String provider,
            String primaryLocation,
            @Nullable String backupLocation,
            @Nullable String serviceLocation,
            RoutingPolicy policy,
            List<ProbeTarget> targets) {}

    /** The rows of these prefixes, made where there was none; in one order, so that nobody waits in a circle. */
    Uni<List<Held>> lock(Collection<String> prefixes) {
        return statements
                .of("insert into monitored_prefix (prefix, revision) select p, 0 from unnest(:prefixes) p order by p"
                        + " on conflict do nothing")
                .set("prefixes", prefixes)
                .update()
                .chain(() -> statements
                        .of("select prefix, body::text as body from monitored_prefix"
                                + " where prefix = any(:prefixes) order by prefix for update")
                        .set("prefixes", prefixes)
                        .list(row -> row))
                .chain(Computation.each((Row row) -> new Held(
                        IpPrefix.parse(row.text("prefix")),
                        row.textOrNull("body") == null ? null : row.json("body", MonitoredPrefix.class))));
    }

    Uni<Void> say(Collection<MonitoredPrefix> said) {
        return said.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("update monitored_prefix m set revision = o.r, body = o.b::jsonb"
                                + " from unnest(:prefixes, :revisions, :bodies) as o (p, r, b) where m.prefix = o.p")
                        .set("prefixes", said.stream().map(MonitoredPrefix::key).toList())
                        .set(
                                "revisions",
                                said.stream().map(MonitoredPrefix::revision).toList())
                        .set("bodies", said.stream().map(statements::json).toList())
                        .update()
                        .replaceWithVoid();
    }

    Uni<Void> delete(Collection<String> prefixes) {
        return prefixes.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("delete from monitored_prefix where prefix = any(:prefixes)")
                        .set("prefixes", prefixes)
                        .update()
                        .replaceWithVoid();
    }

    Uni<List<Registered>> registered(Collection<String> prefixes) {
        return statements
                .of("select prefix, peering_key from registered_prefix where prefix = any(:prefixes)"
                        + " order by resource_key")
                .set("prefixes", prefixes)
                .list(row -> new Registered(row.text("prefix"), row.text("peering_key")));
    }

    /**
     * By prefix: the resources that it is of, in the order of their keys: registrations, customer prefixes with a key, and the
     * AS numbers whose keys those are.
     */
    Uni<Map<String, List<ResourceId>>> holders(Collection<String> prefixes) {
        return statements
                .of("""
                        with claimed as (select c.prefix, c.id, claim.asn from customer_prefix c join claim using (resource_key)
                            where c.prefix = any(:prefixes))
                        select prefix, id from registered_prefix where prefix = any(:prefixes)
                        union select prefix, id from claimed
                        union select c.prefix, a.id from claimed c join registered_asn a on a.asn = c.asn
                        order by prefix, id""")
                .set("prefixes", prefixes)
                .list(row -> row)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.text("prefix"),
                                Collectors.mapping(row -> ResourceId.parse(row.text("id")), Collectors.toList()))));
    }

    Uni<List<Claim>> claims(Collection<String> prefixes) {
        return statements
                .of("""
                select c.prefix, c.resource_key, c.subscription, claim.asn, coalesce(s.provider_key, '') as provider_key,
                    coalesce(at.primary_location, '') as primary_location, at.backup_location, s.service_location,
                    (select p.policy::text from routing_policy p where p.resource_key = c.resource_key
                        and p.prefix = c.prefix order by p.revision desc limit 1) as policy,
                    (select t.targets::text from probe_targets t where t.resource_key = c.resource_key
                        and t.prefix = c.prefix order by t.revision desc limit 1) as targets
                from customer_prefix c join claim using (resource_key)
                join peering_service s on s.resource_key = c.service_key
                join lateral (values (1, s.primary_location, s.backup_location), (2, s.next_primary, s.next_backup))
                    as at (turn, primary_location, backup_location) on turn = 1 or s.next_primary is not null
                where c.prefix = any(:prefixes) order by c.resource_key, turn""")
                .set("prefixes", prefixes)
                .list(row -> new Claim(
                        row.text("prefix"),
                        row.text("resource_key"),
                        new Subscription(row.text("subscription")),
                        Optional.ofNullable(row.numberOrNull("asn"))
                                .map(Asn::new)
                                .orElse(null),
                        row.text("provider_key"),
                        row.text("primary_location"),
                        row.textOrNull("backup_location"),
                        row.textOrNull("service_location"),
                        row.textOrNull("policy") == null ? RoutingPolicy.NONE : row.json("policy", RoutingPolicy.class),
                        row.textOrNull("targets") == null
                                ? List.of()
                                : List.of(row.json("targets", ProbeTarget[].class))));
    }
}
