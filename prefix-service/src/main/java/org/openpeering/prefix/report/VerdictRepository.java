/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import com.fasterxml.jackson.core.type.TypeReference;
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
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.bridge.Sql;
import org.openpeering.kit.sql.Row;
import org.openpeering.prefix.change.TargetKind;
import org.openpeering.prefix.evidence.Evidence;

/**
 * The verdicts that hold, and those that held. The worker stores them for no caller; whoever asks for one has found the target
 * in the caller's subscription before.
 */
@ApplicationScoped
public class VerdictRepository {
    /** States that a prefix only has while it is heard as it should be. */
    private static final String LEARNED = Stream.of(PrefixValidationState.values())
            .filter(PrefixValidationState::learned)
            .map(state -> "'" + state.wire() + "'")
            .collect(Collectors.joining(", "));

    /** Changes of a verdict are counted since then. */
    public static final String WINDOW = "now() - interval '1 minute'";

    private final Sql sql;

    VerdictRepository(Sql sql) {
        this.sql = sql;
    }

    /**
     * A verdict that is another than the one before, and what it rests on apart from that.
     *
     * @param sources the external data of the time
     */
    public record Remembered(
            String target, String fingerprint, ValidationReport report, Evidence evidence, List<SourceView> sources) {}

    /**
     * A verdict that was found to hold still.
     *
     * @param before the fingerprint that was read
     */
    public record Confirmed(
            String target, Instant at, @Nullable String before, String fingerprint, List<SourceView> sources) {}

    /** The latest reports, in the states that the targets have now. */
    public Map<String, ValidationReport> reports(TargetKind kind, Collection<String> keys) {
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
    public void store(TargetKind kind, List<Remembered> verdicts) {
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
    public void confirm(TargetKind kind, List<Confirmed> verdicts) {
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

    public void storeNext(String key, ValidationReport report) {
        sql.update("update customer_prefix set next_report = ?::jsonb where resource_key = ?", sql.json(report), key);
    }

    /** It could not be validated: neither the prefix nor the moment is to blame. */
    public void storeTrouble(TargetKind kind, String key) {
        sql.update(
                "update " + kind.table() + " set state = ?, fingerprint = null, error_message = 'Internal server error'"
                        + " where resource_key = ?",
                PrefixValidationState.FAILED,
                key);
    }

    /** What holds now. */
    Optional<ValidationView> current(TargetKind kind, String target) {
        return sql.find(
                "select t.state, t.validated_at, t.sources, h.report, " + nextReport(kind) + " as next_report from "
                        + kind.table() + " t left join validation_history h on h.seq = t.verdict"
                        + " where t.resource_key = ?",
                VerdictRepository::current,
                target);
    }

    private static String nextReport(TargetKind kind) {
        return kind == TargetKind.CUSTOMER ? "t.next_report" : "null";
    }

    private static ValidationView current(Row row) {
        PrefixValidationState state = row.constant("state", PrefixValidationState.class);
        ValidationReport report = row.textOrNull("report") == null ? null : row.json("report", ValidationReport.class);
        Instant at = row.instantOrNull("validated_at");
        if (report != null && at != null && row.textOrNull("sources") != null) {
            report = report.confirmed(at, row.json("sources", new TypeReference<>() {}));
        }
        return ValidationView.of(
                state,
                report,
                row.textOrNull("next_report") == null ? null : row.json("next_report", ValidationReport.class));
    }

    /** The target's verdict, which it has from another one, becomes one of its own from now on. */
    void adopt(TargetKind kind, String target) {
        sql.update(
                "with own as (insert into validation_history (target, at, state, rule_version, report, evidence)"
                        + " select t.resource_key, now(), h.state, h.rule_version, h.report, h.evidence from "
                        + kind.table() + " t join validation_history h on h.seq = t.verdict where t.resource_key = ?"
                        + " returning seq, target)"
                        + " update " + kind.table() + " t set verdict = own.seq from own"
                        + " where t.resource_key = own.target",
                target);
    }

    /** What held at that time; empty: nothing yet, or it is forgotten. */
    Optional<ValidationReport> at(String target, Instant time) {
        return sql.find(
                "select report from validation_history where target = ? and at <= ? order by at desc, seq desc limit 1",
                row -> row.json("report", ValidationReport.class),
                target,
                time);
    }

    /** Forgets what ended longer ago; what still held then stays. */
    public void forget(Duration after) {
        sql.update("""
                delete from validation_history h where h.at < ? and exists (select 1 from validation_history newer
                    where newer.target = h.target and newer.at < ? and (newer.at, newer.seq) > (h.at, h.seq))""", Instant.now().minus(after), Instant.now().minus(after));
    }
}
