/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openpeering.kit.sql.Sql;
import org.openpeering.prefix.evidence.Evidence;

/** The verdicts of the past. Whoever asks has found the target in the caller's subscription before. */
@ApplicationScoped
class HistoryRepository {
    private final Sql sql;

    HistoryRepository(Sql sql) {
        this.sql = sql;
    }

    /** A verdict and what it rests on, apart from the verdict before it. */
    record Remembered(String target, ValidationReport report, Evidence evidence) {}

    void add(List<Remembered> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        sql.update(
                "insert into validation_history (target, at, state, rule_version, report, evidence)"
                        + " select o.target, o.at::timestamptz, o.state, o.rules, o.report::jsonb, o.evidence::jsonb"
                        + " from unnest(?, ?, ?, ?, ?, ?) as o (target, at, state, rules, report, evidence)",
                verdicts.stream().map(Remembered::target).toList(),
                verdicts.stream().map(verdict -> verdict.report().validatedAt()).toList(),
                verdicts.stream()
                        .map(verdict -> verdict.report().state().wire())
                        .toList(),
                verdicts.stream().map(verdict -> verdict.report().ruleVersion()).toList(),
                verdicts.stream()
                        .map(verdict -> String.valueOf(sql.json(verdict.report())))
                        .toList(),
                verdicts.stream()
                        .map(verdict -> String.valueOf(sql.json(verdict.evidence())))
                        .toList());
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
