/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Sql;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.evidence.EvidenceService.Claim;
import org.openpeering.prefix.evidence.EvidenceService.CustomerSubject;
import org.openpeering.prefix.key.PrefixKey;

/**
 * Reads what is to be validated and stores what came out. The worker acts for no caller: targets of every subscription
 * are named by their resource keys.
 */
@ApplicationScoped
class ValidationRepository {
    /** States that a prefix only has while it is heard as it should be. */
    private static final String LEARNED = Stream.of(PrefixValidationState.values())
            .filter(PrefixValidationState::learned)
            .map(state -> "'" + state.wire() + "'")
            .collect(Collectors.joining(", "));

    private final Sql sql;

    ValidationRepository(Sql sql) {
        this.sql = sql;
    }

    /** A registered prefix with its last report. */
    record Registered(
            String resourceKey,
            IpPrefix prefix,
            String peeringKey,
            long monitoredRevision,
            @Nullable ValidationReport report) {}

    /**
     * A customer prefix with its last report.
     *
     * @param replaces whether it is to take the place of another one
     * @param nextPrimary where the service is to go; null: nowhere
     */
    record Customer(
            String resourceKey,
            String serviceKey,
            CustomerSubject subject,
            boolean replaces,
            @Nullable String nextPrimary,
            @Nullable String nextBackup,
            @Nullable ValidationReport report,
            @Nullable ValidationReport nextReport) {
        /** The same at the locations that are to come. */
        Optional<CustomerSubject> next() {
            return Optional.ofNullable(nextPrimary).map(primary -> subject.at(primary, nextBackup));
        }
    }

    /** A target with its prefix. */
    record Named(String resourceKey, IpPrefix prefix) {}

    /** In the order of keys; of every subscription. */
    List<Named> page(TargetKind kind, String after, int limit) {
        return sql.list(
                "select resource_key, prefix from " + table(kind)
                        + " where resource_key > ? order by resource_key limit ?",
                row -> new Named(row.text("resource_key"), IpPrefix.parse(row.text("prefix"))),
                after,
                limit);
    }

    /** Locks those that nobody else holds; the others' holders come back to the queue themselves. */
    List<String> lock(TargetKind kind, Collection<String> keys) {
        return sql.list(
                "select resource_key from " + table(kind)
                        + " where resource_key = any(?) order by resource_key for no key update skip locked",
                row -> row.text("resource_key"),
                keys);
    }

    List<String> existing(TargetKind kind, Collection<String> keys) {
        return sql.list(
                "select resource_key from " + table(kind) + " where resource_key = any(?)",
                row -> row.text("resource_key"),
                keys);
    }

    List<Registered> registered(Collection<String> keys) {
        return sql.list(
                """
                select r.resource_key, r.prefix, r.peering_key, r.report, coalesce(m.revision, 0) as monitored
                from registered_prefix r left join monitored_prefix m on m.prefix = r.prefix
                where r.resource_key = any(?)""",
                row -> new Registered(
                        row.text("resource_key"),
                        IpPrefix.parse(row.text("prefix")),
                        row.text("peering_key"),
                        row.number("monitored"),
                        report(row)),
                keys);
    }

    List<Customer> customers(Collection<String> keys) {
        return sql.list(
                """
                select c.resource_key, c.service_key, c.subscription, c.prefix, c.report, c.next_report, s.next_primary, s.next_backup,
                    c.replaces is not null as replaces, coalesce(s.provider, '') as provider,
                    coalesce(s.primary_location, '') as primary_location, s.backup_location,
                    claim.peering_key, claim.asn, c.claim, coalesce(m.revision, 0) as monitored
                from customer_prefix c
                join peering_service s on s.resource_key = c.service_key
                left join claim on claim.resource_key = c.resource_key
                left join monitored_prefix m on m.prefix = c.prefix and claim.resource_key is not null
                where c.resource_key = any(?)""",
                row -> new Customer(
                        row.text("resource_key"),
                        row.text("service_key"),
                        new CustomerSubject(
                                row.text("subscription"),
                                IpPrefix.parse(row.text("prefix")),
                                row.text("provider"),
                                row.text("primary_location"),
                                row.textOrNull("backup_location"),
                                claim(row),
                                row.number("monitored")),
                        row.bool("replaces"),
                        row.textOrNull("next_primary"),
                        row.textOrNull("next_backup"),
                        report(row),
                        row.textOrNull("next_report") == null ? null : row.json("next_report", ValidationReport.class)),
                keys);
    }

    private static @Nullable Claim claim(Row row) {
        String peering = row.textOrNull("peering_key");
        return peering == null
                ? null
                : new Claim(
                        peering,
                        Optional.ofNullable(row.numberOrNull("asn"))
                                .map(Asn::new)
                                .orElse(null),
                        PrefixKey.id(row.bytes("claim")));
    }

    void storeNext(String key, ValidationReport report) {
        sql.update("update customer_prefix set next_report = ?::jsonb where resource_key = ?", sql.json(report), key);
    }

    long monitoredRevision(IpPrefix prefix) {
        return sql.find("select revision from monitored_prefix where prefix = ?", row -> row.number("revision"), prefix)
                .orElse(0L);
    }

    private static @Nullable ValidationReport report(Row row) {
        return row.textOrNull("report") == null ? null : row.json("report", ValidationReport.class);
    }

    /** @param reports by resource key */
    void store(TargetKind kind, Map<String, ValidationReport> reports) {
        String learned = kind == TargetKind.REGISTERED
                ? ""
                : ", learned_type = case when o.state in (" + LEARNED + ") then '"
                        + LearnedType.VIA_SERVICE_PROVIDER.wire() + "' else '" + LearnedType.NONE.wire() + "' end";
        sql.update(
                "update " + table(kind) + " t set state = o.state, error_message = nullif(o.message, ''),"
                        + " report = o.report::jsonb" + learned
                        + " from unnest(?, ?, ?, ?) as o (key, state, message, report) where t.resource_key = o.key",
                reports.keySet(),
                reports.values().stream().map(report -> report.state().wire()).toList(),
                reports.values().stream()
                        .map(report -> report.errorMessage().orElse(""))
                        .toList(),
                reports.values().stream().map(sql::json).map(String::valueOf).toList());
    }

    /** It could not be validated: neither the prefix nor the moment is to blame. */
    void storeTrouble(TargetKind kind, String key) {
        sql.update(
                "update " + table(kind) + " set state = ?, error_message = 'Internal server error'"
                        + " where resource_key = ?",
                PrefixValidationState.FAILED,
                key);
    }

    private static String table(TargetKind kind) {
        return switch (kind) {
            case CUSTOMER -> "customer_prefix";
            case REGISTERED -> "registered_prefix";
        };
    }
}
