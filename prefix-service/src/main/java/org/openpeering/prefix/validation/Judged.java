/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.validation;

import java.time.Duration;
import java.time.Instant;
import org.openpeering.prefix.evidence.Evidence;
import org.openpeering.prefix.report.VerdictRepository.Confirmed;
import org.openpeering.prefix.validation.ValidationRepository.Latest;

/** A target, what is found out about it now, and what was found out last. */
record Judged(String key, Judgement judgement, String fingerprint, Latest latest) {
    /** How old {@code validatedAt} may become while everything stays the same. */
    private static final Duration REFRESH = Duration.ofMinutes(10);

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

    Confirmed confirmed() {
        return new Confirmed(key, judgement.evidence().at(), latest.fingerprint(), fingerprint, judgement.sources());
    }
}
