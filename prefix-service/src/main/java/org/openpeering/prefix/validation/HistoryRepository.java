/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openpeering.contract.prefix.PrefixValidationState;
import org.openpeering.kit.sql.Row;
import org.openpeering.kit.sql.Sql;
import org.openpeering.prefix.change.TargetKind;

/** The verdicts of the past. Whoever asks has found the target in the caller's subscription before. */
@ApplicationScoped
class HistoryRepository {
    private final Sql sql;

    HistoryRepository(Sql sql) {
        this.sql = sql;
    }

    /** What holds now. */
    Optional<ValidationView> current(TargetKind kind, String target) {
        return sql.find(
                "select t.state, t.validated_at, t.sources, h.report, " + nextReport(kind) + " as next_report from "
                        + kind.table() + " t left join validation_history h on h.seq = t.verdict"
                        + " where t.resource_key = ?",
                HistoryRepository::current,
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
    void forget(Duration after) {
        sql.update("""
                delete from validation_history h where h.at < ? and exists (select 1 from validation_history newer
                    where newer.target = h.target and newer.at < ? and (newer.at, newer.seq) > (h.at, h.seq))""", Instant.now().minus(after), Instant.now().minus(after));
    }
}
