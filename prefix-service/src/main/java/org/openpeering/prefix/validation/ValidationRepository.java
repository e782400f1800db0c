/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.net.Asn;
import org.openpeering.contract.net.IpPrefix;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.evidence.EvidenceService.Claim;
import org.openpeering.prefix.evidence.EvidenceService.CustomerSubject;
import org.openpeering.prefix.key.PrefixKey;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository;

/**
 * Reads what is to be validated. The worker acts for no caller: targets of every subscription are named by their resource
 * keys.
 */
@ApplicationScoped
class ValidationRepository {
    private final Sql sql;

    ValidationRepository(Sql sql) {
        this.sql = sql;
    }

    /**
     * What was found out last.
     *
     * @param fingerprint of the judgement; null: the target is to be judged anew
     */
    record Latest(
            PrefixValidationState state,
            @Nullable String fingerprint,
            @Nullable Instant validatedAt) {
        static Latest of(Row row) {
            return new Latest(
                    row.constant("state", PrefixValidationState.class),
                    row.textOrNull("fingerprint"),
                    row.instantOrNull("validated_at"));
        }
    }

    /** A registered prefix. */
    record Registered(String resourceKey, IpPrefix prefix, String peeringKey, long monitoredRevision, Latest latest) {}

    /**
     * A customer prefix.
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
            Latest latest,
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
                "select resource_key, prefix from " + kind.table()
                        + " where resource_key > ? order by resource_key limit ?",
                row -> new Named(row.text("resource_key"), IpPrefix.parse(row.text("prefix"))),
                after,
                limit);
    }

    /** @param resting whether its verdict has changed often, and a moment ago */
    record Locked(String key, boolean resting) {}

    /**
     * Locks those that nobody else holds; the others' holders come back to the queue themselves.
     *
     * @param often from so many changes within a minute on a verdict rests
     * @param rest for how long
     */
    List<Locked> lock(TargetKind kind, Collection<String> keys, int often, Duration rest) {
        return sql.list(
                "select resource_key, restless >= ? and restless_since > " + VerdictRepository.WINDOW
                        + " and validated_at > now() - ?::interval as resting from " + kind.table()
                        + " where resource_key = any(?) order by resource_key for no key update skip locked",
                row -> new Locked(row.text("resource_key"), row.bool("resting")),
                often,
                rest,
                keys);
    }

    List<String> existing(TargetKind kind, Collection<String> keys) {
        return sql.list(
                "select resource_key from " + kind.table() + " where resource_key = any(?)",
                row -> row.text("resource_key"),
                keys);
    }

    List<Registered> registered(Collection<String> keys) {
        return sql.list(
                """
                select r.resource_key, r.prefix, r.peering_key, r.state, r.fingerprint, r.validated_at, coalesce(m.revision, 0) as monitored
                from registered_prefix r left join monitored_prefix m on m.prefix = r.prefix
                where r.resource_key = any(?)""",
                row -> new Registered(
                        row.text("resource_key"),
                        IpPrefix.parse(row.text("prefix")),
                        row.text("peering_key"),
                        row.number("monitored"),
                        Latest.of(row)),
                keys);
    }

    List<Customer> customers(Collection<String> keys) {
        return sql.list(
                """
                select c.resource_key, c.service_key, c.subscription, c.prefix, c.state, c.fingerprint, c.validated_at,
                    c.next_report, s.next_primary, s.next_backup,
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
                        Latest.of(row),
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

    long monitoredRevision(IpPrefix prefix) {
        return sql.find("select revision from monitored_prefix where prefix = ?", row -> row.number("revision"), prefix)
                .orElse(0L);
    }
}
