/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpeering.contract.prefix.LearnedType;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Computation;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Statement;
import org.openpeering.kit.sql.Statements;
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

    private final Statements statements;

    VerdictRepository(Statements statements) {
        this.statements = statements;
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
    public Uni<Map<String, ValidationReport>> reports(TargetKind kind, Collection<String> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : statements
                        .of("select t.resource_key, t.state, h.report::text as report from " + kind.table()
                                + " t join validation_history h on h.seq = t.verdict where t.resource_key = any(:keys)")
                        .set("keys", keys)
                        .list(row -> row)
                        .chain(Computation.each(VerdictRepository::latest))
                        .map(all -> all.stream()
                                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<String, ValidationReport> latest(Row row) {
        return Map.entry(
                row.text("resource_key"),
                row.json("report", ValidationReport.class)
                        .withState(row.constant("state", PrefixValidationState.class)));
    }

    /** Remembers the verdicts, and that they hold now. */
    public Uni<Void> store(TargetKind kind, List<Remembered> verdicts) {
        return verdicts.isEmpty()
                ? Uni.createFrom().voidItem()
                : Computation.of(() -> storing(kind, verdicts))
                        .chain(Statement::update)
                        .replaceWithVoid();
    }

    /** Writing hundreds of verdicts as JSON takes longer than storing them. */
    private Statement storing(TargetKind kind, List<Remembered> verdicts) {
        return statements
                .of(
                        "with o as (select * from unnest(:targets, :times, :states, :messages, :rules, :fingerprints, :reports,"
                                + " :evidence, :sources)"
                                + " as o (target, at, state, message, rules, fingerprint, report, evidence, sources)),"
                                + " h as (insert into validation_history (target, at, state, rule_version, report, evidence)"
                                + " select target, at::timestamptz, state, rules, report::json, evidence::json from o"
                                + " returning seq, target)"
                                + " update " + kind.table()
                                + " t set state = o.state, error_message = nullif(o.message, ''),"
                                + " verdict = h.seq, validated_at = o.at::timestamptz, fingerprint = o.fingerprint,"
                                + " sources = o.sources::json,"
                                + " restless = case when t.restless_since > " + WINDOW
                                + " then t.restless + 1 else 1 end,"
                                + " restless_since = case when t.restless_since > " + WINDOW
                                + " then t.restless_since else now() end" + learned(kind)
                                + " from o join h on h.target = o.target where t.resource_key = o.target")
                .set("targets", each(verdicts, Remembered::target))
                .set("times", each(verdicts, verdict -> verdict.report().validatedAt()))
                .set("states", each(verdicts, verdict -> verdict.report().state()))
                .set(
                        "messages",
                        each(
                                verdicts,
                                verdict -> verdict.report().errorMessage().orElse("")))
                .set("rules", each(verdicts, verdict -> verdict.report().ruleVersion()))
                .set("fingerprints", each(verdicts, Remembered::fingerprint))
                .set("reports", each(verdicts, verdict -> json(verdict.report())))
                .set("evidence", each(verdicts, verdict -> json(verdict.evidence())))
                .set("sources", each(verdicts, verdict -> json(verdict.sources())));
    }

    private static String learned(TargetKind kind) {
        return kind == TargetKind.REGISTERED
                ? ""
                : ", learned_type = case when o.state in (" + LEARNED + ") then '"
                        + LearnedType.VIA_SERVICE_PROVIDER.wire() + "' else '" + LearnedType.NONE.wire() + "' end";
    }

    private static <T> List<Object> each(List<T> verdicts, Function<T, Object> member) {
        return verdicts.stream().map(member).toList();
    }

    private String json(Object value) {
        return Objects.requireNonNull(statements.json(value));
    }

    /** That the verdicts hold still; not of those that were stored, or are to be judged anew, since they were read. */
    public Uni<Void> confirm(TargetKind kind, List<Confirmed> verdicts) {
        return verdicts.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("update " + kind.table()
                                + " t set validated_at = o.at::timestamptz, fingerprint = o.fingerprint,"
                                + " sources = o.sources::json"
                                + " from unnest(:targets, :times, :before, :fingerprints, :sources)"
                                + " as o (target, at, before, fingerprint, sources)"
                                + " where t.resource_key = o.target and coalesce(t.fingerprint, '') = o.before"
                                + " and t.validated_at < o.at::timestamptz")
                        .set("targets", each(verdicts, Confirmed::target))
                        .set("times", each(verdicts, Confirmed::at))
                        .set("before", each(verdicts, verdict -> Objects.requireNonNullElse(verdict.before(), "")))
                        .set("fingerprints", each(verdicts, Confirmed::fingerprint))
                        .set("sources", each(verdicts, verdict -> json(verdict.sources())))
                        .update()
                        .replaceWithVoid();
    }

    /** What holds at the locations that are to come, by the customer prefix's key. */
    public Uni<Void> storeNext(Map<String, ValidationReport> reports) {
        List<Map.Entry<String, ValidationReport>> entries = List.copyOf(reports.entrySet());
        return entries.isEmpty()
                ? Uni.createFrom().voidItem()
                : statements
                        .of("update customer_prefix c set next_report = o.report::jsonb"
                                + " from unnest(:keys, :reports) as o (key, report) where c.resource_key = o.key")
                        .set("keys", each(entries, Map.Entry::getKey))
                        .set("reports", each(entries, entry -> json(entry.getValue())))
                        .update()
                        .replaceWithVoid();
    }

    /** It could not be validated: neither the prefix nor the moment is to blame. */
    public Uni<Void> storeTrouble(TargetKind kind, String key) {
        return statements
                .of("update " + kind.table()
                        + " set state = :state, fingerprint = null, error_message = 'Internal server error'"
                        + " where resource_key = :key")
                .set("state", PrefixValidationState.FAILED)
                .set("key", key)
                .update()
                .replaceWithVoid();
    }

    /** What holds now. */
    Uni<@Nullable ValidationView> current(TargetKind kind, String target) {
        return statements
                .of("select t.state, t.validated_at, t.sources::text as sources, h.report::text as report, "
                        + nextReport(kind) + " as next_report from " + kind.table()
                        + " t left join validation_history h on h.seq = t.verdict where t.resource_key = :target")
                .set("target", target)
                .find(VerdictRepository::current);
    }

    private static String nextReport(TargetKind kind) {
        return kind == TargetKind.CUSTOMER ? "t.next_report::text" : "null::text";
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
    Uni<Void> adopt(TargetKind kind, String target) {
        return statements
                .of("with own as (insert into validation_history (target, at, state, rule_version, report, evidence)"
                        + " select t.resource_key, now(), h.state, h.rule_version, h.report, h.evidence from "
                        + kind.table() + " t join validation_history h on h.seq = t.verdict"
                        + " where t.resource_key = :target returning seq, target)"
                        + " update " + kind.table() + " t set verdict = own.seq from own"
                        + " where t.resource_key = own.target")
                .set("target", target)
                .update()
                .replaceWithVoid();
    }

    /** What held at that time; null: nothing yet, or it is forgotten. */
    Uni<@Nullable ValidationReport> at(String target, Instant time) {
        return statements
                .of("select report::text as report from validation_history where target = :target and at <= :time"
                        + " order by at desc, seq desc limit 1")
                .set("target", target)
                .set("time", time)
                .find(row -> row.json("report", ValidationReport.class));
    }

    /** Forgets what ended longer ago; what still held then stays. */
    public Uni<Void> forget(Duration after) {
        return statements
                .of("""
                delete from validation_history h where h.at < :before and exists (select 1 from validation_history newer
                    where newer.target = h.target and newer.at < :before and (newer.at, newer.seq) > (h.at, h.seq))""")
                .set("before", Instant.now().minus(after))
                .update()
                .replaceWithVoid();
    }
}
