/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.bridge.Sql;

/** What was last said on the topic, and what it follows from. Of the network: a prefix may concern any subscription. */
@ApplicationScoped
class MonitoredPrefixRepository {
    private final Sql sql;

    MonitoredPrefixRepository(Sql sql) {
        this.sql = sql;
    }

    /** A row of the table, locked. */
    record Held(IpPrefix prefix, @Nullable MonitoredPrefix said) {}

    /** A registration of a prefix. */
    record Registered(String prefix, String peeringKey) {}

    /**
     * A customer prefix with a key, once for each pair of locations while those change.
     *
     * @param asn the registered one whose key it is; null: the key is of the prefix
     */
    record Claim(
            String prefix,
            String subscription,
            @Nullable Asn asn,
            String provider,
            String primaryLocation,
            @Nullable String backupLocation) {}

    /** The rows of these prefixes, made where there was none; in one order, so that nobody waits in a circle. */
    List<Held> lock(Collection<String> prefixes) {
        sql.update(
                "insert into monitored_prefix (prefix, revision) select p, 0 from unnest(?) p order by p"
                        + " on conflict do nothing",
                prefixes);
        return sql.list(
                "select prefix, body from monitored_prefix where prefix = any(?) order by prefix for update",
                row -> new Held(
                        IpPrefix.parse(row.text("prefix")),
                        row.textOrNull("body") == null ? null : row.json("body", MonitoredPrefix.class)),
                prefixes);
    }

    void say(Collection<MonitoredPrefix> said) {
        sql.update(
                "update monitored_prefix m set revision = o.r::bigint, body = o.b::jsonb"
                        + " from unnest(?, ?, ?) as o (p, r, b) where m.prefix = o.p",
                said.stream().map(MonitoredPrefix::key).toList(),
                said.stream().map(MonitoredPrefix::revision).toList(),
                said.stream().map(sql::json).map(String::valueOf).toList());
    }

    void delete(Collection<String> prefixes) {
        sql.update("delete from monitored_prefix where prefix = any(?)", prefixes);
    }

    List<Registered> registered(Collection<String> prefixes) {
        return sql.list(
                "select prefix, peering_key from registered_prefix where prefix = any(?) order by resource_key",
                row -> new Registered(row.text("prefix"), row.text("peering_key")),
                prefixes);
    }

    List<Claim> claims(Collection<String> prefixes) {
        return sql.list(
                """
                select c.prefix, c.subscription, claim.asn, coalesce(s.provider_key, '') as provider_key,
                    coalesce(at.primary_location, '') as primary_location, at.backup_location
                from customer_prefix c join claim using (resource_key)
                join peering_service s on s.resource_key = c.service_key
                join lateral (values (1, s.primary_location, s.backup_location), (2, s.next_primary, s.next_backup))
                    as at (turn, primary_location, backup_location) on turn = 1 or s.next_primary is not null
                where c.prefix = any(?) order by c.resource_key, turn""",
                row -> new Claim(
                        row.text("prefix"),
                        row.text("subscription"),
                        Optional.ofNullable(row.numberOrNull("asn"))
                                .map(Asn::new)
                                .orElse(null),
                        row.text("provider_key"),
                        row.text("primary_location"),
                        row.textOrNull("backup_location")),
                prefixes);
    }
}
