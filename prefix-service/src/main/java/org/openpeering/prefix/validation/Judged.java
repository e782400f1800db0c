/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.time.Duration;
import java.time.Instant;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.evidence.Facts;
import org.openpeering.prefix.report.ValidationReport;
import org.openpeering.prefix.report.VerdictRepository.Confirmed;
import org.openpeering.prefix.report.VerdictRepository.Remembered;
import org.openpeering.prefix.validation.ValidationRepository.Latest;
import org.openpeering.prefix.validation.ValidationRepository.Target;

/** A target, what is found out about it now, and what was found out last. */
record Judged(String key, Judgement judgement, String fingerprint, Latest latest) {
    /** How old {@code validatedAt} may become while everything stays the same. */
    private static final Duration REFRESH = Duration.ofMinutes(10);

    static Judged of(Target target, Facts facts) {
        return of(target.resourceKey(), facts.evidence(target.subject()), target.latest());
    }

    static Judged of(String key, Evidence evidence, Latest latest) {
        Judgement judgement = Validation.judge(evidence);
        return new Judged(key, judgement, judgement.fingerprint(), latest);
    }

    /** Whether every check says what it said. */
    boolean holds() {
        return fingerprint.equals(latest.fingerprint());
    }

    /** Whether it is time to say that it holds. */
    boolean due() {
        Instant before = latest.validatedAt();
        return before == null
                || Duration.between(before, judgement.evidence().at()).compareTo(REFRESH) > 0;
    }

    Remembered remembered(ValidationReport report) {
        return new Remembered(key, fingerprint, report, judgement.evidence(), judgement.sources());
    }

    Confirmed confirmed() {
        return new Confirmed(key, judgement.evidence().at(), latest.fingerprint(), fingerprint, judgement.sources());
    }
}
