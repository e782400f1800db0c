/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.openpeering.prefix.evidence.Evidence;
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

    /** Changes of a verdict are counted for so long. */
    private static final String WINDOW = "now() - interval '1 minute'";

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

    /**
     * A verdict that is another than the one before, and what it rests on apart from that.
     *
     * @param sources the external data of the time
     */
    record Remembered(
            String target, String fingerprint, ValidationReport report, Evidence evidence, List<SourceView> sources) {}

    /**
     * A verdict that was found to hold still.
     *
     * @param before the fingerprint that was read
     */
    record Confirmed(
            String target, Instant at, @Nullable String before, String fingerprint, List<SourceView> sources) {}

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
                "select resource_key, restless >= ? and restless_since > " + WINDOW
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

    void storeNext(String key, ValidationReport report) {
        sql.update("update customer_prefix set next_report = ?::jsonb where resource_key = ?", sql.json(report), key);
    }

    long monitoredRevision(IpPrefix prefix) {
        return sql.find("select revision from monitored_prefix where prefix = ?", row -> row.number("revision"), prefix)
                .orElse(0L);
    }

    /** The latest reports, in the states that the targets have now. */
    Map<String, ValidationReport> reports(TargetKind kind, Collection<String> keys) {
        Map<String, ValidationReport> reports = new HashMap<>();
        sql.list(
                        "select t.resource_key, t.state, h.report from " + kind.table()
                                + " t join validation_history h on h.seq = t.verdict where t.resource_key = any(?)",
                        row -> Map.entry(
                                row.text("resource_key"),
                                row.json("report", ValidationReport.class)
                                        .withState(row.constant("state", PrefixValidationState.class))),
                        keys)
                .forEach(each -> reports.put(each.getKey(), each.getValue()));
        return reports;
    }

    /** Remembers the verdicts, and that they hold now. */
    void store(TargetKind kind, List<Remembered> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        String learned = kind == TargetKind.REGISTERED
                ? ""
                : ", learned_type = case when o.state in (" + LEARNED + ") then '"
                        + LearnedType.VIA_SERVICE_PROVIDER.wire() + "' else '" + LearnedType.NONE.wire() + "' end";
        sql.update(
                "with o as (select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " as o (target, at, state, message, rules, fingerprint, report, evidence, sources)),"
                        + " h as (insert into validation_history (target, at, state, rule_version, report, evidence)"
                        + " select target, at::timestamptz, state, rules, report::json, evidence::json from o"
                        + " returning seq, target)"
                        + " update " + kind.table() + " t set state = o.state, error_message = nullif(o.message, ''),"
                        + " verdict = h.seq, validated_at = o.at::timestamptz, fingerprint = o.fingerprint,"
                        + " sources = o.sources::json,"
                        + " restless = case when t.restless_since > " + WINDOW
                        + " then t.restless + 1 else 1 end,"
                        + " restless_since = case when t.restless_since > " + WINDOW
                        + " then t.restless_since else now() end" + learned
                        + " from o join h on h.target = o.target where t.resource_key = o.target",
                verdicts.stream().map(Remembered::target).toList(),
                verdicts.stream().map(verdict -> verdict.report().validatedAt()).toList(),
                verdicts.stream()
                        .map(verdict -> verdict.report().state().wire())
                        .toList(),
                verdicts.stream()
                        .map(verdict -> verdict.report().errorMessage().orElse(""))
                        .toList(),
                verdicts.stream().map(verdict -> verdict.report().ruleVersion()).toList(),
                verdicts.stream().map(Remembered::fingerprint).toList(),
                verdicts.stream()
                        .map(verdict -> String.valueOf(sql.json(verdict.report())))
                        .toList(),
                verdicts.stream()
                        .map(verdict -> String.valueOf(sql.json(verdict.evidence())))
                        .toList(),
                verdicts.stream()
                        .map(verdict -> String.valueOf(sql.json(verdict.sources())))
                        .toList());
    }

    /** That the verdicts hold still; not of those that were stored, or are to be judged anew, since they were read. */
    void confirm(TargetKind kind, List<Confirmed> verdicts) {
        if (!verdicts.isEmpty()) {
            sql.update(
                    "update " + kind.table() + " t set validated_at = o.at::timestamptz, fingerprint = o.fingerprint,"
                            + " sources = o.sources::json"
                            + " from unnest(?, ?, ?, ?, ?) as o (target, at, before, fingerprint, sources)"
                            + " where t.resource_key = o.target and coalesce(t.fingerprint, '') = o.before"
                            + " and t.validated_at < o.at::timestamptz",
                    verdicts.stream().map(Confirmed::target).toList(),
                    verdicts.stream().map(Confirmed::at).toList(),
                    verdicts.stream()
                            .map(verdict -> Objects.requireNonNullElse(verdict.before(), ""))
                            .toList(),
                    verdicts.stream().map(Confirmed::fingerprint).toList(),
                    verdicts.stream()
                            .map(verdict -> String.valueOf(sql.json(verdict.sources())))
                            .toList());
        }
    }

    /** It could not be validated: neither the prefix nor the moment is to blame. */
    void storeTrouble(TargetKind kind, String key) {
        sql.update(
                "update " + kind.table() + " set state = ?, fingerprint = null, error_message = 'Internal server error'"
                        + " where resource_key = ?",
                PrefixValidationState.FAILED,
                key);
    }
}
