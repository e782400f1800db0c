/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.check;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpeering.prefix.evidence.SessionEvidence;
import org.openpeering.prefix.evidence.SourceEvidence;

/**
 * What a check says.
 *
 * @param code for programs; null unless it failed or warns
 * @param message for people, in the documented words where there are some (contract sections C.5, C.6)
 * @param fix to be pasted where it is to be mended: an announcement, a ROA, an object; null: there is none
 * @param source that it rests on, when that is an external one
 * @param hindsight what it says instead, once it is known where the prefix was announced the last time; null: the same
 */
public record Examination(
        Verdict verdict,
        @Nullable String code,
        @Nullable String message,
        List<Finding> findings,
        @Nullable String fix,
        @Nullable SourceEvidence source,
        @Nullable Hindsight hindsight) {
    /** What is said by who knows what was seen the last time. */
    @FunctionalInterface
    interface Hindsight {
        /**
         * @param waited what is said by who does not
         * @param announced names of the sessions on which the prefix was ({@link SessionEvidence#name})
         */
        Examination of(Examination waited, Collection<String> announced);
    }

    private static Examination of(Verdict verdict, @Nullable String message) {
        return new Examination(verdict, null, message, List.of(), null, null, null);
    }

    static Examination passed() {
        return of(Verdict.PASSED, null);
    }

    static Examination skipped(String why) {
        return of(Verdict.SKIPPED, why);
    }

    static Examination waiting(String why) {
        return of(Verdict.WAITING, why);
    }

    static Examination unknown(String why) {
        return of(Verdict.UNKNOWN, why);
    }

    static Examination failed(String code, String message, List<Finding> findings) {
        return new Examination(Verdict.FAILED, code, message, findings, null, null, null);
    }

    static Examination warning(String code, String message, List<Finding> findings) {
        return new Examination(Verdict.WARNING, code, message, findings, null, null, null);
    }

    /** All that it says, but not which data of the source it rests on. */
    public void addTo(Fingerprint fingerprint) {
        fingerprint.add(verdict.wire()).add(code).add(message).add(fix).add(findings.size());
        findings.forEach(finding -> finding.addTo(fingerprint));
    }

    Examination mendedBy(@Nullable String howTo) {
        return new Examination(verdict, code, message, findings, howTo, source, hindsight);
    }

    Examination restingOn(SourceEvidence evidence) {
        return new Examination(verdict, code, message, findings, fix, evidence, hindsight);
    }

    Examination inHindsight(Hindsight other) {
        return new Examination(verdict, code, message, findings, fix, source, other);
    }

    /** @param announced names of the sessions on which the prefix was announced the last time */
    public Examination after(Collection<String> announced) {
        return hindsight == null ? this : hindsight.of(this, announced);
    }
}
