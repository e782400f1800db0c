/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.monitored;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.MonitoredPrefix;
import org.openpeering.kit.sql.Sql;

/**
 * What was last said on the topic, and what it follows from. Keyed by registrations, which their callers found under a
 * subscription; a change of the network concerns those of every subscription.
 */
@ApplicationScoped
class MonitoredPrefixRepository {
    private final Sql sql;

    MonitoredPrefixRepository(Sql sql) {
        this.sql = sql;
    }

    /** A row of the table, locked. */
    record Held(
            IpPrefix prefix,
            String registrationKey,
            @Nullable MonitoredPrefix said) {}

    /** A customer prefix with a key of one of the registrations. */
    record Dependent(
            String registrationKey,
            String subscription,
            String provider,
            String primaryLocation,
            @Nullable String backupLocation) {}

    void insert(String registrationKey, IpPrefix prefix) {
        sql.update(
                "insert into monitored_prefix (prefix, registration_key, revision) values (?, ?, 0)",
                prefix,
                registrationKey);
    }

    /** Locks in one order, so that two that lock several don't wait for each other. */
    List<Held> lock(Collection<String> registrationKeys) {
        return sql.list(
                "select prefix, registration_key, body from monitored_prefix where registration_key = any(?)"
                        + " order by prefix for update",
                row -> new Held(
                        IpPrefix.parse(row.text("prefix")),
                        row.text("registration_key"),
                        row.textOrNull("body") == null ? null : row.json("body", MonitoredPrefix.class)),
                registrationKeys);
    }

    void say(MonitoredPrefix said) {
        sql.update(
                "update monitored_prefix set revision = ?, body = ?::jsonb where prefix = ?",
                said.revision(),
                sql.json(said),
                said.prefix());
    }

    /** The prefix that was watched; its row is locked from now on. */
    Optional<String> delete(String registrationKey) {
        return sql.find(
                "delete from monitored_prefix where registration_key = ? returning prefix",
                row -> row.text("prefix"),
                registrationKey);
    }

    Optional<String> parentOf(String registrationKey) {
        return sql.find(
                "select peering_key from registered_prefix where resource_key = ?",
                row -> row.text("peering_key"),
                registrationKey);
    }

    List<Dependent> dependents(Collection<String> registrationKeys) {
        return sql.list(
                """
                select c.registration_key, c.subscription, s.provider_key, s.primary_location, s.backup_location
                from customer_prefix c join peering_service s on s.resource_key = c.service_key
                where c.registration_key = any(?) order by c.resource_key""",
                row -> new Dependent(
                        row.text("registration_key"),
                        row.text("subscription"),
                        row.text("provider_key"),
                        row.text("primary_location"),
                        row.textOrNull("backup_location")),
                registrationKeys);
    }

    List<String> underPeering(String peeringKey) {
        return keys("select resource_key as key from registered_prefix where peering_key = ?", peeringKey);
    }

    /** Registrations with a customer of a provider that peers with this AS number. */
    List<String> withProviderOf(long asn) {
        return keys("""
                select distinct c.registration_key as key
                from customer_prefix c join peering_service s on s.resource_key = c.service_key
                where c.registration_key is not null and s.provider_key in (
                    select message_key from replica
                    where topic = 'providers' and body -> 'asns' @> to_jsonb(?::bigint))""", asn);
    }

    List<String> withProvider(String providerKey) {
        return keys("""
                select distinct c.registration_key as key
                from customer_prefix c join peering_service s on s.resource_key = c.service_key
                where c.registration_key is not null and s.provider_key = ?""", providerKey);
    }

    List<String> withCustomerIn(String subscription) {
        return keys(
                "select distinct registration_key as key from customer_prefix"
                        + " where registration_key is not null and subscription = ?",
                subscription.toLowerCase(Locale.ROOT));
    }

    private List<String> keys(String statement, Object parameter) {
        return sql.list(statement, row -> row.text("key"), parameter);
    }
}
